import createClient from 'openapi-fetch';
import type { paths } from './schema.gen';
import { authorization } from './host';
import { toApiError } from './errors';

const client = createClient<paths>({ baseUrl: '' });
client.use({
  onRequest({ request }) {
    for (const [name, value] of Object.entries(authorization())) request.headers.set(name, value);
    return request;
  },
});

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** Unwraps an answer of the client: its body, or a thrown ApiError. */
export async function take<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer.catch((reason: unknown) => {
    throw toApiError(reason);
  });
  if (!response.ok) throw toApiError(error ?? { code: 'internal', message: `Whittle answered ${response.status}.` });
  return data as T;
}

export const { GET, POST, PUT, PATCH, DELETE } = client;
