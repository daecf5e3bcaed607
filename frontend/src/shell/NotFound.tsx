import { Link } from '@tanstack/react-router';
import { toApiError } from '@/api/errors';
import { Button } from '@/ui/button';

type NotFoundProps = { /** Why the thing of this page could not be read; left out, its address is wrong. */ error?: unknown };

/** A page whose app or chat is not there, or cannot be read now; then it comes by itself once it can be. */
export function NotFound({ error }: NotFoundProps) {
  const failure = error === undefined || error === null ? null : toApiError(error);
  const missing = failure === null || failure.code === 'not_found';
  return (
    <main className="grid h-full place-content-center justify-items-center gap-3 p-8 text-center">
      <h1 className="text-lg font-semibold">{missing ? 'There is nothing here.' : 'This cannot be shown now.'}</h1>
      <p className="text-ink-2">{missing ? 'The app or chat was deleted, or the address is wrong.' : failure.message}</p>
      <Button asChild>
        <Link to="/">Home</Link>
      </Button>
    </main>
  );
}
