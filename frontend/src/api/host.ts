/** The one file that knows whether this page is in Whittle's window or was served to a browser. */
import type { Link } from '@/stores/link';
import type { AppEvent, ChatMessage } from './types';
import { ApiError, toApiError } from './errors';
import { readEventStream } from './stream';

/** What the page before this one died of, with which app ("" for none) and at which route, such as "#/chats/ID". */
export type Recovered = { app_id: string; route: string; reason: 'hung' | 'crashed' };

export type Boot = {
  mode: 'window' | 'served';
  ticket: string;
  open: string;
  recovered: Recovered | null;
};

export type AICall = {
  call_id: string;
  app_id: string;
  messages: ChatMessage[];
  model: string;
  max_tokens: number;
  temperature: number | null;
};

type ShellBinding = {
  Boot(): Promise<{ ticket: string; platform?: string; open: string; recovered: Recovered | null }>;
  Beat(route: string, appID: string): Promise<void>;
  OpenExternal(url: string): Promise<void>;
  SaveFile(name: string, base64: string): Promise<string>;
  SaveBegin(name: string): Promise<string>;
  SavePiece(id: string, base64: string): Promise<void>;
  SaveEnd(id: string, keep: boolean): Promise<void>;
};

type AIBinding = { Chat(call: AICall): Promise<void>; Cancel(callID: string): Promise<void> };

declare global {
  interface Window {
    go?: { main?: { Shell?: ShellBinding; AI?: AIBinding } };
    runtime?: { EventsOn(name: string, listener: (event: AppEvent) => void): () => void; ClipboardGetText?(): Promise<string> };
  }
}

const TICKET = 'whittle-ticket';
const shell = () => window.go?.main?.Shell;
let ticket = '';
let dialogs = true;

/** Whether alert, confirm and prompt of an app may be the host's own: a browser's, or the Linux window's. */
export const ownsDialogs = (): boolean => dialogs;

/** Learns how this page was reached. A served page without a ticket throws the code "no_ticket". */
export async function boot(): Promise<Boot> {
  const binding = shell();
  if (binding) {
    const b = await binding.Boot();
    ticket = b.ticket;
    dialogs = b.platform === 'linux';
    return { mode: 'window', ticket, open: b.open, recovered: b.recovered };
  }
  ticket = ticketFromAddress() ?? sessionStorage.getItem(TICKET) ?? '';
  if (!ticket) throw new ApiError('no_ticket', 'Open the address that whittle serve printed; it holds the ticket.');
  return { mode: 'served', ticket, open: '', recovered: null };
}

/** Takes the ticket out of the address, so that it is neither shared nor kept in the history. */
function ticketFromAddress(): string | null {
  const found = /^#ticket=([\w-]+)$/.exec(location.hash)?.[1];
  if (!found) return null;
  keepTicket(found);
  history.replaceState(null, '', `${location.pathname}#/`);
  return found;
}

export function keepTicket(value: string): void {
  ticket = value;
  sessionStorage.setItem(TICKET, value);
}

export const authorization = () => ({ Authorization: `Bearer ${ticket}` });

export type Subscriber = {
  onEvent: (event: AppEvent) => void;
  /** Some events were missed: read again. */
  onGap: () => void;
  onLink: (link: Link) => void;
};

/** Tells a subscriber every event, in order, until the returned function is called. The window's link is always open. */
export function subscribe(subscriber: Subscriber): () => void {
  const deliver = (event: AppEvent) => (event.type === 'gap' ? subscriber.onGap() : subscriber.onEvent(event));
  if (window.runtime && shell()) return window.runtime.EventsOn('whittle', deliver);
  const stop = new AbortController();
  void follow(deliver, subscriber, stop.signal);
  return () => stop.abort();
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5000;

async function follow(deliver: (event: AppEvent) => void, { onGap, onLink }: Subscriber, signal: AbortSignal): Promise<void> {
  let pause = FIRST_PAUSE_MS;
  for (let first = true; !signal.aborted; first = false) {
    let answered = false;
    try {
      const response = await fetch('/api/events', { headers: authorization(), signal });
      if (response.status === 401) return onLink('refused');
      if (!response.ok || !response.body) throw new Error(`events: ${response.status}`);
      answered = true;
      onLink('open');
      if (!first) onGap();
      pause = FIRST_PAUSE_MS;
      await readEventStream(response.body, (data) => deliver(JSON.parse(data) as AppEvent));
    } catch {
      if (signal.aborted) return;
    }
    if (!answered) onLink('lost');
    await new Promise((resume) => setTimeout(resume, pause));
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

const BEAT_MS = 500;

/** Tells the window's watchdog that the page lives and which app runs, now and at each change; does nothing in a browser. */
export function startBeating(where: () => { route: string; appID: string }, watch: (changed: () => void) => () => void): () => void {
  const binding = shell();
  if (!binding) return () => undefined;
  const beat = () => {
    const { route, appID } = where();
    void binding.Beat(route, appID);
  };
  beat();
  const timer = setInterval(beat, BEAT_MS);
  const unwatch = watch(beat);
  return () => {
    clearInterval(timer);
    unwatch();
  };
}

/** Opens a web or mail address outside Whittle. */
export async function openExternal(url: string): Promise<void> {
  const binding = shell();
  if (binding) return binding.OpenExternal(url).catch(rethrow);
  window.open(url, '_blank', 'noopener,noreferrer');
}

/** Saves bytes where the person chooses. Returns false when they cancelled. */
export async function saveFile(name: string, type: string, bytes: ArrayBuffer): Promise<boolean> {
  const binding = shell();
  if (binding && bytes.byteLength > PIECE) return saveInPieces(binding, name, bytes).catch(rethrow);
  if (binding) return (await binding.SaveFile(name, toBase64(bytes)).catch(rethrow)) !== '';
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return true;
}

/** Bytes that cross to the window in one call; more would keep the page from beating. */
const PIECE = 3 << 18;

async function saveInPieces(binding: ShellBinding, name: string, bytes: ArrayBuffer): Promise<boolean> {
  const id = await binding.SaveBegin(name);
  if (id === '') return false;
  let isWhole = false;
  try {
    for (let at = 0; at < bytes.byteLength; at += PIECE) await binding.SavePiece(id, toBase64(bytes.slice(at, at + PIECE)));
    isWhole = true;
  } finally {
    await binding.SaveEnd(id, isWhole);
  }
  return true;
}

/** The text that was copied last. A browser asks the person by itself. */
export async function readClipboard(): Promise<string> {
  return shell() && window.runtime?.ClipboardGetText ? window.runtime.ClipboardGetText() : navigator.clipboard.readText();
}

/** Puts text, HTML and a PNG picture on the clipboard, as much of them as is given. */
export async function writeClipboard({ text, html, image }: { text?: string; html?: string; image?: ArrayBuffer }): Promise<void> {
  const parts: Record<string, Blob> = {};
  if (text !== undefined) parts['text/plain'] = new Blob([text], { type: 'text/plain' });
  if (html !== undefined) parts['text/html'] = new Blob([html], { type: 'text/html' });
  if (image !== undefined) parts['image/png'] = new Blob([image], { type: 'image/png' });
  await navigator.clipboard.write([new ClipboardItem(parts)]);
}

function toBase64(bytes: ArrayBuffer): string {
  const view = new Uint8Array(bytes);
  let text = '';
  for (let i = 0; i < view.length; i += 0x8000) text += String.fromCharCode(...view.subarray(i, i + 0x8000));
  return btoa(text);
}

/** Starts a call of an app; its text arrives as ai.delta and ai.done events with the call's id. */
export async function startAI(call: AICall): Promise<void> {
  const binding = window.go?.main?.AI;
  if (binding) return binding.Chat(call).catch(rethrow);
  const { app_id, temperature, ...rest } = call;
  await send('POST', `/api/apps/${encodeURIComponent(app_id)}/ai`, { ...rest, ...(temperature === null ? {} : { temperature }) });
}

/** Ends a call of an app; an unknown one is fine. */
export async function cancelAI(callID: string): Promise<void> {
  const binding = window.go?.main?.AI;
  if (binding) return binding.Cancel(callID);
  await send('DELETE', `/api/ai/${encodeURIComponent(callID)}`);
}

async function send(method: string, path: string, body?: unknown): Promise<void> {
  const headers: Record<string, string> = authorization();
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const response = await fetch(path, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
  if (!response.ok) throw toApiError(await response.json());
}

/** Bound methods reject with text that holds the error's JSON, or with the object itself. */
function rethrow(reason: unknown): never {
  if (typeof reason === 'string' && reason.startsWith('{')) throw toApiError(JSON.parse(reason));
  throw toApiError(reason);
}
