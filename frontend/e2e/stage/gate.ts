/** Stands between the program and the stand-in for OpenRouter and decides how the next calls go. */
import { once } from 'node:events';
import { createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A call that waits at a place of its reply. */
export interface Hold {
  /** Resolves when the reply has come as far as the place. */
  reached: Promise<void>;
  /** Lets the rest through. */
  release: () => void;
  /** Lets it through as far as another place. */
  releaseTo: (until: string) => Hold;
  /** Resolves when the program hung up before the end. */
  hungUp: Promise<void>;
}

interface Held {
  until: string;
  reach: () => void;
  /** Resolves to the next place to wait at, if there is one. */
  released: Promise<Held | undefined>;
  hangUp: () => void;
}

interface Body {
  model: string;
  messages: { role: string; content: string }[];
}

type Pieces = AsyncIterable<Uint8Array> | Iterable<string>;

export class Gate {
  /** The chat calls so far. */
  readonly calls: Body[] = [];
  #scenario = '';
  #replies: string[] = [];
  #hold: Held | undefined;

  private constructor(
    private readonly server: Server,
    private readonly standin: string,
  ) {}

  static async open(standin: string): Promise<Gate> {
    const server = createServer();
    const gate = new Gate(server, standin);
    server.on('request', (request, response) => void gate.#answer(request, response).catch(() => response.destroy()));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return gate;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/api/v1`;
  }

  /** Has every call play a scenario of the stand-in; "" lets the asked model answer. */
  play(scenario: string): void {
    this.#scenario = scenario;
  }

  /** Answers the next call with this text. */
  say(reply: string): void {
    this.#replies.push(reply);
  }

  /** Stops the reply of the next call where `until` has been said. */
  holdAt(until: string): Hold {
    const { hold, held } = holdAt(until);
    this.#hold = held;
    return hold;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const sent = await text(request);
    const body = request.method === 'POST' ? (JSON.parse(sent) as Body) : undefined;
    if (body) this.calls.push(structuredClone(body));
    const hold = body && this.#hold;
    if (body) this.#hold = undefined;
    const reply = body && this.#replies.shift();
    if (reply !== undefined) {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      return this.#pass(events(reply), response, hold);
    }
    if (body && this.#scenario) body.model = `standin/${this.#scenario}`;
    const onward = ask(this.standin + (request.url ?? '').replace('/api/v1', ''), {
      method: request.method ?? 'GET',
      headers: { Authorization: request.headers.authorization ?? '', 'Content-Type': 'application/json' },
    });
    onward.end(body ? JSON.stringify(body) : undefined);
    const [answer] = (await once(onward, 'response')) as [IncomingMessage];
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    await this.#pass(answer, response, hold);
  }

  /** Passes a stream on, event by event, and waits at the held place. */
  async #pass(stream: Pieces, response: ServerResponse, hold?: Held): Promise<void> {
    let said = '';
    response.on('close', () => response.writableFinished || hold?.hangUp());
    for await (const event of splitEvents(stream)) {
      response.write(event);
      said += textOf(event);
      if (!hold || !said.includes(hold.until)) continue;
      hold.reach();
      hold = await hold.released;
    }
    response.end();
  }
}

function holdAt(until: string): { hold: Hold; held: Held } {
  const reached = moment<void>();
  const released = moment<Held | undefined>();
  const hungUp = moment<void>();
  return {
    held: { until, reach: reached.come, released: released.came, hangUp: hungUp.come },
    hold: {
      reached: reached.came,
      hungUp: hungUp.came,
      release: () => released.come(undefined),
      releaseTo: (place) => {
        const next = holdAt(place);
        released.come(next.held);
        return next.hold;
      },
    },
  };
}

/** A promise and what resolves it. */
function moment<T>(): { came: Promise<T>; come: (value: T) => void } {
  let come: (value: T) => void = () => {};
  const came = new Promise<T>((resolve) => (come = resolve));
  return { came, come };
}

async function* splitEvents(stream: Pieces): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of stream) {
    const text = typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true });
    const parts = (rest + text).split(/(?<=\n\n)/);
    rest = parts.pop() ?? '';
    yield* parts;
  }
  yield rest;
}

function textOf(event: string): string {
  if (!event.startsWith('data: {')) return '';
  const chunk = JSON.parse(event.slice(6)) as { choices?: { delta?: { content?: string } }[] };
  return chunk.choices?.[0]?.delta?.content ?? '';
}

/** A reply as OpenRouter streams it, in pieces of 40 characters. */
function events(reply: string): string[] {
  const base = { id: 'gen-1', object: 'chat.completion.chunk', created: 1, model: 'test/model' };
  const chunk = (fields: object) => `data: ${JSON.stringify({ ...base, ...fields })}\n\n`;
  const pieces = (reply.match(/[^]{1,40}/gu) ?? []).map((content) =>
    chunk({ choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }] }),
  );
  const end = chunk({ choices: [{ index: 0, delta: { content: '' }, finish_reason: 'stop' }] });
  const usage = chunk({ choices: [], usage: { prompt_tokens: 100, completion_tokens: 200, total_tokens: 300, cost: 0.0021 } });
  return [...pieces, end, usage, 'data: [DONE]\n\n'];
}
