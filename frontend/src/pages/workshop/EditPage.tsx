import { Navigate, useParams } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { GET, take } from '@/api/client';
import { toApiError } from '@/api/errors';
import type { Session } from '@/api/types';
import { NotFound } from '@/shell/NotFound';
import { Workshop } from './Workshop';

/** The way from an app to its workshop: to its newest chat, or to one that begins with the first prompt. */
export function EditPage() {
  const { id } = useParams({ from: '/apps/$id/edit' });
  const session = useQuery({ queryKey: ['edit', id], queryFn: () => newestSession(id), gcTime: 0, retry: false });
  if (session.isError) return <NotFound error={session.error} />;
  if (session.data) return <Navigate to="/chats/$id" params={{ id: session.data.id }} replace />;
  return session.data === null ? <Workshop key={id} appID={id} view={undefined} /> : null;
}

/** The newest chat about an app, null when there is none; an app that is not there is an error. */
async function newestSession(appID: string): Promise<Session | null> {
  const path = { params: { path: { id: appID } } };
  await take(GET('/api/apps/{id}', path));
  try {
    return await take(GET('/api/apps/{id}/session', path));
  } catch (reason) {
    const error = toApiError(reason);
    if (error.code === 'not_found') return null;
    throw error;
  }
}
