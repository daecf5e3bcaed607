/** What a page may ask of other hosts, and how it is checked before anything is done with it. */

export const netLimits = {
  url: 16 * 1024,
  headers: 200,
  header: 64 * 1024, // characters of all headers
  body: 25_000_000, // bytes
} as const;

const redirects = ['follow', 'error', 'manual'] as const;

/** One HTTP request of a page. */
export interface NetRequest {
  method: string;
  url: string;
  headers: [string, string][];
  redirect: (typeof redirects)[number];
}

export type NetCall = { verb: 'net.fetch'; request: NetRequest; body: ArrayBuffer | undefined };

type Fields = Record<string, unknown>;

/** Returns the call, a sentence that says why it is none, or undefined for a verb of somebody else. */
export function readNetCall(verb: unknown, args: Fields): NetCall | string | undefined {
  if (verb !== 'net.fetch') return undefined;
  const url = typeof args.url === 'string' && args.url.length <= netLimits.url && URL.canParse(args.url) ? new URL(args.url) : undefined;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return 'Only http and https addresses can be reached.';
  const method = args.method ?? 'GET';
  if (typeof method !== 'string' || !/^[A-Za-z-]{1,20}$/.test(method)) return 'The method of a request is a word such as GET.';
  const headers = readHeaders(args.headers ?? []);
  if (!headers) return 'The headers of a request are a list of names and values, 64 kB in all at most.';
  const body = args.body ?? undefined;
  if (body !== undefined && !(body instanceof ArrayBuffer)) return 'The body of a request comes as an ArrayBuffer.';
  if (body && body.byteLength > netLimits.body) return 'More than 25 MB cannot be sent at once.';
  const redirect = redirects.find((mode) => mode === args.redirect) ?? 'follow';
  return { verb, request: { method, url: url.href, headers, redirect }, body };
}

function readHeaders(value: unknown): [string, string][] | undefined {
  if (!Array.isArray(value) || value.length > netLimits.headers) return undefined;
  const headers: [string, string][] = [];
  let size = 0;
  for (const entry of value as unknown[]) {
    if (!Array.isArray(entry)) return undefined;
    const [name, text] = entry as unknown[];
    if (typeof name !== 'string' || typeof text !== 'string') return undefined;
    size += name.length + text.length;
    if (size > netLimits.header) return undefined;
    headers.push([name, text]);
  }
  return headers;
}
