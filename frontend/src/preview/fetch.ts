import type { FetchAsk, FetchPiece, FetchRequest } from '@/api/fetchForApp';
import { asCallError } from './ai';
import { CallError, type Stream } from './bridge';
import type { HostQuestion } from './hosts';
import type { NetCall } from './netCalls';

/** The way to other hosts. */
export interface NetServices {
  appName: () => string;
  fetch: (request: FetchRequest, body: ArrayBuffer | undefined, signal: AbortSignal) => AsyncIterable<FetchPiece>;
  mayReach: (question: Omit<HostQuestion, 'answer'>) => Promise<boolean>;
}

/** How many hosts one request may have the person asked about: its own and those it is led on to. */
const mostAsks = 8;

/** Makes a page's request and streams what comes of it. The door names the hosts that the person has to be asked about. */
export async function fetchCall(services: NetServices, call: NetCall, stream: Stream, signal: AbortSignal): Promise<null> {
  let next: FetchRequest = call.request;
  let body = call.body;
  for (let asks = 0; asks < mostAsks; asks += 1) {
    const ask = await take(services, next, body, next.url === call.request.url ? stream : led(stream), signal).catch(rethrow);
    if (!ask) return null;
    if (!ask.with_body) body = undefined;
    next = ask.next;
    const request = { ...call.request, method: next.method, url: next.url };
    const allowed = await services.mayReach({ host: ask.host, local: ask.local, request, bytes: body?.byteLength ?? 0 }).catch(rethrow);
    if (signal.aborted) throw new CallError('canceled', 'The request was cancelled.');
    if (!allowed) {
      throw new CallError('forbidden', `${services.appName()} tried to reach ${ask.host} and you said no. Change it under What it may do.`);
    }
  }
  throw new CallError('upstream', 'The request was led on to too many hosts.');
}

/** The stream of a request that was led on before the person was asked. */
function led(stream: Stream): Stream {
  return { ...stream, head: (head) => stream.head({ ...head, redirected: true }) };
}

/** Streams an answer; resolves to what the person has to be asked, if anything. */
async function take(services: NetServices, request: FetchRequest, body: ArrayBuffer | undefined, stream: Stream, signal: AbortSignal): Promise<FetchAsk | undefined> {
  for await (const piece of services.fetch(request, body, signal)) {
    if (piece.kind === 'ask') return piece.ask;
    if (piece.kind === 'head') stream.head(piece.head);
    else await stream.bytes(piece.bytes);
  }
  return undefined;
}

function rethrow(error: unknown): never {
  throw error instanceof CallError ? error : asCallError(error);
}
