import { isHello, limits, readMessage, type Call, type CallID, type FrameMessage, type ShellMessage } from './protocol';
import { Flow } from './flow';
import { Rate } from './rate';

/** The way of a streamed answer to the page that asked. `bytes` resolves when the page can take more. */
export interface Stream {
  head: (head: object) => void;
  bytes: (bytes: ArrayBuffer) => Promise<void>;
}

/** Answers one call; rejecting with a CallError tells the page why. `signal` aborts when the page cancels or goes. */
export type Answer = (call: Call, chunk: (text: string) => void, signal: AbortSignal, stream: Stream) => Promise<unknown>;

/** Everything a page says that is not a call. */
export type Notice = Exclude<FrameMessage, { t: 'call' | 'badcall' | 'cancel' | 'pull' }>;

/** A failure that a page may read. */
export class CallError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly retryAfterMS = 0,
  ) {
    super(message);
  }
}

export interface BridgeOptions {
  answer: Answer;
  notice: (notice: Notice) => void;
  /** Told once a second at most, with how many messages were dropped since. */
  dropped: (messages: number) => void;
  theme: () => 'light' | 'dark';
  now?: () => number;
}

/**
 * The shell's end of one frame: one document's port, every message checked, counted and bounded. A document may say
 * hello again when it is shown again; only a first message over a new port proves that another document has it, and
 * then the older port is closed.
 */
export class Bridge {
  #port: MessagePort | undefined;
  #offered: MessagePort | undefined;
  readonly #running = new Map<CallID, AbortController>();
  readonly #flows = new Map<CallID, Flow>();
  readonly #hellos: Rate;
  readonly #console: Rate;
  readonly #errors: Rate;
  readonly #rest: Rate;
  readonly #reports: Rate;
  #dropped = 0;
  #greeted = false;
  #heard = false;

  constructor(private readonly options: BridgeOptions) {
    const now = options.now ?? (() => performance.now());
    this.#hellos = new Rate(5, now);
    this.#console = new Rate(200, now);
    this.#errors = new Rate(20, now);
    this.#rest = new Rate(1000, now);
    this.#reports = new Rate(1, now);
  }

  /** Takes a message event of the window; answers it with a port when it is this frame's hello. */
  greet(event: Pick<MessageEvent, 'source' | 'data'>, frame: Window | null): void {
    if (frame === null || event.source !== frame || !isHello(event.data) || !this.#hellos.take()) return;
    this.#greeted = true;
    this.#heard = true;
    const { port1, port2 } = new MessageChannel();
    this.#offered?.close();
    this.#offered = port1;
    port1.onmessage = (message: MessageEvent) => {
      if (this.#offered === port1) this.#accept(port1);
      if (this.#port === port1) this.#receive(message.data);
    };
    frame.postMessage({ whittle: 'port' }, '*', [port2]);
    port1.postMessage({ t: 'theme', theme: this.options.theme() } satisfies ShellMessage);
  }

  /** Tells whether a document has said hello since this was last asked. */
  wasGreeted(): boolean {
    const greeted = this.#greeted;
    this.#greeted = false;
    return greeted;
  }

  /** Asks the document to say something; isHeard tells whether one did since. */
  ping(): void {
    this.#heard = false;
    this.#send({ t: 'ping' });
  }

  isHeard(): boolean {
    return this.#heard;
  }

  /** Closes the port and cancels what the page still waits for. */
  close(): void {
    this.#offered?.close();
    this.#offered = undefined;
    this.#leave();
  }

  #accept(port: MessagePort): void {
    this.#leave();
    this.#offered = undefined;
    this.#port = port;
  }

  #leave(): void {
    this.#port?.close();
    this.#port = undefined;
    for (const running of this.#running.values()) running.abort();
    this.#running.clear();
  }

  sendTheme(): void {
    this.#send({ t: 'theme', theme: this.options.theme() });
  }

  /** Tells the page whether it fills the window. */
  sendFullscreen(on: boolean): void {
    this.#send({ t: 'fullscreen', on });
  }

  #send(message: ShellMessage): void {
    this.#port?.postMessage(message);
  }

  #receive(data: unknown): void {
    this.#heard = true;
    const message = readMessage(data);
    if (!message || !this.#allows(message)) {
      this.#drop();
      return;
    }
    switch (message.t) {
      case 'call':
        void this.#run(message.id, message.call);
        return;
      case 'badcall':
        this.#send({ t: 'fail', id: message.id, code: 'invalid', message: message.reason });
        return;
      case 'cancel':
        this.#running.get(message.id)?.abort();
        return;
      case 'pull':
        this.#flows.get(message.id)?.taken();
        return;
      default:
        this.options.notice(message);
    }
  }

  #allows(message: FrameMessage): boolean {
    if (message.t === 'pull') return this.#flows.has(message.id);
    if (message.t === 'console') return this.#console.take();
    if (message.t === 'error') return this.#errors.take();
    return this.#rest.take();
  }

  #drop(): void {
    this.#dropped += 1;
    if (!this.#reports.take()) return;
    this.options.dropped(this.#dropped);
    this.#dropped = 0;
  }

  async #run(id: CallID, call: Call): Promise<void> {
    if (this.#running.has(id)) return;
    if (this.#running.size >= limits.calls) {
      const message = `The app already waits for ${limits.calls} calls.`;
      this.#send({ t: 'fail', id, code: 'rate_limited', message });
      return;
    }
    const port = this.#port;
    const running = new AbortController();
    this.#running.set(id, running);
    const chunk = (text: string) => port?.postMessage({ t: 'chunk', id, text } satisfies ShellMessage);
    const flow = new Flow(running.signal);
    this.#flows.set(id, flow);
    const stream: Stream = {
      head: (head) => port?.postMessage({ t: 'part', id, head } satisfies ShellMessage),
      bytes: (bytes) => {
        const size = bytes.byteLength;
        port?.postMessage({ t: 'part', id, bytes } satisfies ShellMessage, [bytes]);
        return flow.sent(size);
      },
    };
    try {
      const value = await this.options.answer(call, chunk, running.signal, stream);
      port?.postMessage({ t: 'result', id, value } satisfies ShellMessage);
    } catch (error) {
      port?.postMessage(failure(id, error));
    } finally {
      if (this.#running.get(id) === running) this.#running.delete(id);
      if (this.#flows.get(id) === flow) this.#flows.delete(id);
    }
  }
}

function failure(id: CallID, error: unknown): ShellMessage {
  if (error instanceof CallError) {
    return { t: 'fail', id, code: error.code, message: error.message, retry_after_ms: error.retryAfterMS };
  }
  return { t: 'fail', id, code: 'internal', message: 'Whittle could not answer this call.' };
}
