import { toast } from 'sonner';
import { toApiError } from './errors';

/** Runs a change and shows its sentence when it fails; resolves to null then. */
export async function attempt<T>(change: Promise<T>): Promise<T | null> {
  try {
    return await change;
  } catch (reason) {
    toast(toApiError(reason).message);
    return null;
  }
}
