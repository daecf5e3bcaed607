import { useParams } from '@tanstack/react-router';
import { useLiveSession } from '@/chat/useLiveSession';
import { NotFound } from '@/shell/NotFound';
import { Workshop } from './Workshop';

/** A chat and the app it writes. */
export function WorkshopPage() {
  const { id } = useParams({ from: '/chats/$id' });
  const session = useLiveSession(id);
  if (session.data) return <Workshop key={id} appID={session.data.session.app_id} view={session.data} />;
  return session.isError ? <NotFound error={session.error} /> : null;
}
