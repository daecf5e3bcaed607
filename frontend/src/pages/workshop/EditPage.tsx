import { Navigate, useParams } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { toApiError } from '@/api/errors';
import { queries } from '@/api/queries';
import { NotFound } from '@/shell/NotFound';
import { Workshop } from './Workshop';

/** The way from an app to its workshop: to its newest chat, or to one that begins with the first prompt. */
export function EditPage() {
  const { id } = useParams({ from: '/apps/$id/edit' });
  const session = useQuery({ ...queries.appSession(id), staleTime: 0, gcTime: 0 });
  const app = useQuery(queries.app(id));
  if (app.isError) return <NotFound />;
  if (session.data) return <Navigate to="/chats/$id" params={{ id: session.data.id }} replace />;
  if (!app.data || !session.error || toApiError(session.error).code !== 'not_found') return null;
  return <Workshop key={id} appID={id} view={undefined} />;
}
