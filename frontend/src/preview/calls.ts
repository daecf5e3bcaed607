import { callAI, asCallError, type AIHost } from './ai';
import { CallError, type Answer } from './bridge';
import { fetchCall, type NetServices } from './fetch';
import type { ClipboardContent, RecordPatch } from './pageCalls';
import type { AIRequest } from './protocol';

/** What the shell can do for a page that asked. */
export interface CallServices extends NetServices {
  appID: string;
  appName: () => string;
  ai: AIHost;
  models: () => Promise<unknown>;
  mayAsk: (request: AIRequest) => Promise<boolean>;
  asked: () => void;
  mayOpen: (url: string) => Promise<boolean>;
  open: (url: string) => Promise<void>;
  /** Resolves to false when the person cancelled. */
  save: (name: string, type: string, bytes: ArrayBuffer) => Promise<boolean>;
  copy: (text: string) => Promise<void>;
  /** What the app keeps in IndexedDB, with all that it wrote before. */
  loadRecords: () => Promise<Record<string, string>>;
  writeRecords: (patches: RecordPatch[]) => Promise<void>;
  /** What lies at an address of a library, from the binary or the mirror. */
  library: (address: string) => Promise<{ type: string; text: string }>;
  fullscreen: (on: boolean) => void;
  mayReadClipboard: () => Promise<boolean>;
  readClipboard: () => Promise<string>;
  writeClipboard: (content: ClipboardContent) => Promise<void>;
}

/** Answers the calls of one app. The app is the services' own; nothing in a call can name another. */
export function answerWith(services: CallServices): Answer {
  const save = oneAtATime(services.save);
  return async (call, chunk, signal, stream) => {
    switch (call.verb) {
      case 'ai.chat':
        return ask(services, call.request, () => undefined, signal);
      case 'ai.stream':
        return ask(services, call.request, chunk, signal);
      case 'ai.models':
        return services.models().catch(rethrow);
      case 'open':
        if (!(await services.mayOpen(call.url))) throw new CallError('forbidden', 'The link was not opened.');
        return services.open(call.url).catch(rethrow);
      case 'download':
        if (!(await save(call.name, call.type, call.bytes).catch(rethrow))) {
          throw new CallError('canceled', 'The file was not saved.');
        }
        return null;
      case 'copy':
        return services.copy(call.text).catch(rethrow);
      case 'net.fetch':
        return fetchCall(services, call, stream, signal);
      case 'records.load':
        return { records: await services.loadRecords().catch(rethrow) };
      case 'records.write':
        await services.writeRecords(call.patches).catch(rethrow);
        return null;
      case 'library':
        return services.library(call.address).catch(rethrow);
      case 'fullscreen':
        services.fullscreen(call.on);
        return null;
      case 'clipboard.read':
        if (!(await services.mayReadClipboard())) throw new CallError('forbidden', 'What you copied was not given to the app.');
        return { text: await services.readClipboard().catch(rethrow) };
      case 'clipboard.write':
        await services.writeClipboard(call.content).catch(rethrow);
        return null;
    }
  };
}

async function ask(services: CallServices, request: AIRequest, chunk: (text: string) => void, signal: AbortSignal) {
  if (!(await services.mayAsk(request).catch(rethrow))) {
    const name = services.appName();
    throw new CallError('forbidden', `${name} asked to use AI and you said no. Change it in the bar above the app.`);
  }
  services.asked();
  return callAI(services.ai, services.appID, request, chunk, signal).finally(services.asked);
}

/** A second file while the person is still asked about the first is refused, so no app can bury them in dialogs. */
function oneAtATime(save: CallServices['save']): CallServices['save'] {
  let busy = false;
  return async (name, type, bytes) => {
    if (busy) throw new CallError('rate_limited', 'Another file is being saved.');
    busy = true;
    return save(name, type, bytes).finally(() => (busy = false));
  };
}

function rethrow(error: unknown): never {
  throw error instanceof CallError ? error : asCallError(error);
}
