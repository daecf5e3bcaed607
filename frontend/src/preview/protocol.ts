import { readNetCall, type NetCall } from './netCalls';
import { pageLimits, readPageCall, type PageCall } from './pageCalls';

/** What may cross the port between a page and the shell. Everything that arrives was written by a page nobody trusts. */

export const limits = {
  text: 10_000, // characters of one console line or error
  storage: 10 * 1024 * 1024, // characters written and not yet kept
  storageKeys: 10_000,
  messages: 500, // in one AI call
  prompt: 4 * 1024 * 1024, // characters of all messages of one AI call
  url: 8_192,
  copy: 4 * 1024 * 1024,
  download: 256 * 1024 * 1024, // bytes
  calls: 20, // in flight
} as const;

export const consoleLevels = ['debug', 'log', 'info', 'warn', 'error'] as const;
export type ConsoleLevel = (typeof consoleLevels)[number];

const errorKinds = ['error', 'rejection', 'policy'] as const;
const roles = ['system', 'user', 'assistant'] as const;

export interface AIMessage {
  role: (typeof roles)[number];
  content: string;
}

export interface AIRequest {
  messages: AIMessage[];
  model?: string;
  maxTokens?: number;
  temperature?: number;
}

export type Call =
  | { verb: 'ai.chat' | 'ai.stream'; request: AIRequest }
  | { verb: 'ai.models' }
  | { verb: 'open'; url: string }
  | { verb: 'download'; name: string; type: string; bytes: ArrayBuffer }
  | { verb: 'copy'; text: string }
  | PageCall
  | NetCall;

export type CallID = number | string;

export interface PageError {
  kind: (typeof errorKinds)[number];
  message: string;
  file: string;
  line: number;
  column: number;
  stack: string;
}

export type FrameMessage =
  | { t: 'ready' }
  | { t: 'painted'; ms: number }
  | { t: 'console'; level: ConsoleLevel; text: string; at: number }
  | ({ t: 'error' } & PageError)
  | { t: 'storage' | 'session'; set: Record<string, string | null>; clear: boolean }
  | { t: 'notify'; title: string; body: string }
  | { t: 'call'; id: CallID; call: Call }
  | { t: 'badcall'; id: CallID; reason: string }
  | { t: 'cancel' | 'pull'; id: CallID }
  | { t: 'key'; key: string; ctrl: boolean; meta: boolean; shift: boolean; alt: boolean }
  | { t: 'title'; text: string };

export type ShellMessage =
  | { t: 'result'; id: CallID; value: unknown }
  | { t: 'fail'; id: CallID; code: string; message: string; retry_after_ms?: number }
  | { t: 'chunk'; id: CallID; text: string }
  | { t: 'part'; id: CallID; head?: unknown; bytes?: ArrayBuffer }
  | { t: 'theme'; theme: 'light' | 'dark' }
  | { t: 'fullscreen'; on: boolean }
  | { t: 'ping' };

type Fields = Record<string, unknown>;

const passedKeys = ['k', 'K', 'F6', '.', 'EscEsc'];

/** Tells whether a window message is a page asking for its port. */
export function isHello(data: unknown): boolean {
  return isFields(data) && data.whittle === 'hello';
}

/** Reads one message of a page; undefined for anything that is not exactly one of them. */
export function readMessage(data: unknown): FrameMessage | undefined {
  if (!isFields(data)) return undefined;
  switch (data.t) {
    case 'ready':
      return { t: 'ready' };
    case 'painted':
      return { t: 'painted', ms: count(data.ms) };
    case 'console':
      return isOneOf(consoleLevels, data.level) && typeof data.text === 'string'
        ? { t: 'console', level: data.level, text: cut(data.text), at: count(data.at) }
        : undefined;
    case 'error':
      return readError(data);
    case 'storage':
    case 'session':
      return readStorage(data.t, data);
    case 'notify':
      return typeof data.title === 'string'
        ? { t: 'notify', title: data.title.slice(0, pageLimits.notice), body: text(data.body).slice(0, pageLimits.notice) }
        : undefined;
    case 'call':
      return readCall(data);
    case 'cancel':
    case 'pull':
      return isCallID(data.id) ? { t: data.t, id: data.id } : undefined;
    case 'key':
      return readKey(data);
    case 'title':
      return typeof data.text === 'string' ? { t: 'title', text: data.text.slice(0, 200) } : undefined;
    default:
      return undefined;
  }
}

function readError(data: Fields): FrameMessage | undefined {
  if (!isOneOf(errorKinds, data.kind)) return undefined;
  return {
    t: 'error',
    kind: data.kind,
    message: cut(text(data.message)),
    file: text(data.file).slice(0, 300),
    line: count(data.line),
    column: count(data.column),
    stack: cut(text(data.stack)),
  };
}

function readStorage(t: 'storage' | 'session', data: Fields): FrameMessage | undefined {
  const set: Record<string, string | null> = Object.create(null);
  if (data.set !== undefined) {
    if (!isFields(data.set)) return undefined;
    const entries = Object.entries(data.set);
    if (entries.length > limits.storageKeys) return undefined;
    let size = 0;
    for (const [key, value] of entries) {
      if (value !== null && typeof value !== 'string') return undefined;
      size += key.length + (value?.length ?? 0);
      if (size > limits.storage) return undefined;
      set[key] = value;
    }
  }
  return { t, set, clear: data.clear === true };
}

function readKey(data: Fields): FrameMessage | undefined {
  if (typeof data.key !== 'string' || !passedKeys.includes(data.key)) return undefined;
  return {
    t: 'key',
    key: data.key,
    ctrl: data.ctrl === true,
    meta: data.meta === true,
    shift: data.shift === true,
    alt: data.alt === true,
  };
}

function readCall(data: Fields): FrameMessage | undefined {
  const id = data.id;
  if (!isCallID(id)) return undefined;
  const args = isFields(data.args) ? data.args : {};
  const call = readVerb(data.verb, args);
  return typeof call === 'string' ? { t: 'badcall', id, reason: call } : { t: 'call', id, call };
}

/** Returns the call, or a sentence that says why it is none. */
function readVerb(verb: unknown, args: Fields): Call | string {
  switch (verb) {
    case 'ai.chat':
    case 'ai.stream': {
      const request = readRequest(args);
      return typeof request === 'string' ? request : { verb, request };
    }
    case 'ai.models':
      return { verb };
    case 'open': {
      const url = readLink(args.url);
      return url === undefined ? 'Only http, https and mailto links can be opened.' : { verb, url };
    }
    case 'download':
      return readDownload(args);
    case 'copy':
      return typeof args.text === 'string' && args.text.length <= limits.copy
        ? { verb, text: args.text }
        : 'Only text of up to 4 million characters can be copied.';
    default:
      return readPageCall(verb, args) ?? readNetCall(verb, args) ?? 'Whittle does not know this call.';
  }
}

function readRequest(args: Fields): AIRequest | string {
  const messages = readMessages(args.messages);
  if (typeof messages === 'string') return messages;
  const options = isFields(args.options) ? args.options : {};
  const maxTokens = options.maxTokens ?? options.max_tokens;
  const request: AIRequest = { messages };
  if (typeof options.model === 'string' && options.model.length <= 200) request.model = options.model;
  if (isIn(maxTokens, 1, 1_000_000)) request.maxTokens = Math.floor(maxTokens);
  if (isIn(options.temperature, 0, 2)) request.temperature = options.temperature;
  return request;
}

function readMessages(value: unknown): AIMessage[] | string {
  if (typeof value === 'string') value = [{ role: 'user', content: value }];
  if (!Array.isArray(value) || value.length === 0) return 'messages must be a text or a list of {role, content}.';
  if (value.length > limits.messages) return `More than ${limits.messages} messages in one call.`;
  const messages: AIMessage[] = [];
  let size = 0;
  for (const item of value as unknown[]) {
    if (!isFields(item) || !isOneOf(roles, item.role) || typeof item.content !== 'string') {
      return 'Each message needs a role of system, user or assistant and a content of text.';
    }
    size += item.content.length;
    if (size > limits.prompt) return 'The messages are too long for one call.';
    messages.push({ role: item.role, content: item.content });
  }
  return messages;
}

function readLink(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > limits.url) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  return url && ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined;
}

function readDownload(args: Fields): Call | string {
  if (!(args.bytes instanceof ArrayBuffer)) return 'A download needs its bytes as an ArrayBuffer.';
  if (args.bytes.byteLength > limits.download) return 'Files of more than 256 MB cannot be saved from an app.';
  return {
    verb: 'download',
    name: fileName(text(args.name)),
    type: /^[\w.+-]+\/[\w.+-]+$/.test(text(args.type)) ? text(args.type) : 'application/octet-stream',
    bytes: args.bytes,
  };
}

/** A name that is only a name: no folders, no control or direction characters, never hidden. */
function fileName(name: string): string {
  const last = name.split(/[/\\]/).pop() ?? '';
  const clean = last.replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"|?*]/g, '');
  return clean.replace(/^[.\s]+/, '').replace(/[.\s]+$/, '').slice(0, 120) || 'download';
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOneOf<T extends string>(list: readonly T[], value: unknown): value is T {
  return typeof value === 'string' && (list as readonly string[]).includes(value);
}

function isIn(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && value >= min && value <= max;
}

function isCallID(value: unknown): value is CallID {
  return Number.isSafeInteger(value) || (typeof value === 'string' && value.length > 0 && value.length <= 64);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function cut(value: string): string {
  return value.length > limits.text ? `${value.slice(0, limits.text)}…` : value;
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}
