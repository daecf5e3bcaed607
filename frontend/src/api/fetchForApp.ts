/** The answer of another host, in pieces as the door sends them (backend/api/fetch.go). */
import { authorization } from './host';
import { toApiError } from './errors';

export interface FetchRequest {
  method: string;
  url: string;
  headers: [string, string][];
  redirect?: string;
}

export interface FetchHead {
  status: number;
  status_text: string;
  headers: [string, string][] | null;
  url: string;
  redirected: boolean;
}

/** A host that the person was not asked about, and what is left of the request once they said yes. */
export interface FetchAsk {
  host: string;
  local: boolean;
  next: FetchRequest;
  with_body: boolean;
}

export type FetchPiece =
  | { kind: 'head'; head: FetchHead }
  | { kind: 'data'; bytes: ArrayBuffer }
  | { kind: 'ask'; ask: FetchAsk };

/**
 * Has Whittle make a request for an app. The pieces come as they arrive where answers stream, else all at the end. It
 * throws an ApiError when the host fails; aborting ends the request at the host too.
 */
export async function* fetchForApp(appID: string, request: FetchRequest, body: ArrayBuffer | undefined, signal: AbortSignal): AsyncGenerator<FetchPiece> {
  const id = crypto.randomUUID();
  const cancel = () => void fetch(`/api/fetches/${id}`, { method: 'DELETE', headers: authorization() }).catch(() => undefined);
  signal.addEventListener('abort', cancel);
  try {
    const response = await fetch(`/api/apps/${encodeURIComponent(appID)}/fetch`, {
      method: 'POST',
      headers: { ...authorization(), 'Content-Type': 'application/octet-stream' },
      body: join(new TextEncoder().encode(JSON.stringify({ ...request, id })), body),
      signal,
    });
    if (!response.ok) throw toApiError(await response.json());
    yield* readPieces(response);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** The length of the head, the head, the body. */
function join(head: Uint8Array, body: ArrayBuffer | undefined): ArrayBuffer {
  const all = new Uint8Array(4 + head.length + (body?.byteLength ?? 0));
  new DataView(all.buffer).setUint32(0, head.length);
  all.set(head, 4);
  if (body) all.set(new Uint8Array(body), 4 + head.length);
  return all.buffer;
}

const frame = 5; // bytes before each piece: its kind and its length

async function* readPieces(response: Response): AsyncGenerator<FetchPiece> {
  const reader = response.body?.getReader();
  if (!reader) throw toApiError(undefined);
  let rest = new Uint8Array();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) throw toApiError({ code: 'truncated', message: 'The connection to Whittle broke off during this request.' });
      rest = concat(rest, value);
      for (let size = sizeOf(rest); size !== undefined && rest.length >= frame + size; size = sizeOf(rest)) {
        const kind = String.fromCharCode(rest[0] ?? 0);
        const content = rest.slice(frame, frame + size);
        rest = rest.subarray(frame + size);
        if (kind === 'e') return;
        yield asPiece(kind, content);
        if (kind === 'a') return;
      }
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

function sizeOf(bytes: Uint8Array): number | undefined {
  return bytes.length < frame ? undefined : new DataView(bytes.buffer, bytes.byteOffset).getUint32(1);
}

function concat(a: Uint8Array<ArrayBuffer>, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

function asPiece(kind: string, content: Uint8Array<ArrayBuffer>): FetchPiece {
  if (kind === 'd') return { kind: 'data', bytes: content.buffer };
  const value: unknown = JSON.parse(new TextDecoder().decode(content));
  if (kind === 'h') return { kind: 'head', head: value as FetchHead };
  if (kind === 'a') return { kind: 'ask', ask: value as FetchAsk };
  throw toApiError(value);
}
