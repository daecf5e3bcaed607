// @vitest-environment node
import { afterEach, describe, expect, it } from 'vitest';
import { Bridge, CallError, type Answer, type Notice } from './bridge';

const open: { close: () => void }[] = [];
afterEach(() => {
  for (const it of open.splice(0)) it.close();
});

/** A page at the other end: what a frame's window and its prelude do. */
class Page {
  readonly got: unknown[] = [];
  readonly ports: MessagePort[] = [];
  #waiting: (() => void)[] = [];

  readonly window = {
    postMessage: (_data: unknown, _origin: string, [port]: [MessagePort]) => {
      this.ports.push(port);
      open.push(port);
      port.onmessage = (event: MessageEvent) => {
        this.got.push(event.data);
        for (const wake of this.#waiting.splice(0)) wake();
      };
    },
  } as unknown as Window;

  say(data: unknown): void {
    this.ports.at(-1)?.postMessage(data);
  }

  async until(count: number): Promise<unknown[]> {
    while (this.got.length < count) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.got;
  }
}

function connect(answer: Answer = () => Promise.resolve('yes')) {
  const page = new Page();
  const clock = { ms: 0 };
  const notices: Notice[] = [];
  const drops: number[] = [];
  const bridge = new Bridge({
    answer,
    notice: (notice) => notices.push(notice),
    dropped: (messages) => drops.push(messages),
    theme: () => 'dark',
    now: () => clock.ms,
  });
  open.push(bridge);
  const hello = (source: unknown = page.window, data: unknown = { whittle: 'hello' }) =>
    bridge.greet({ source, data } as MessageEvent, page.window);
  return { page, bridge, notices, drops, hello, clock };
}

/** A call is answered only after everything sent before it was received. */
async function settled(page: Page, id = 'fence'): Promise<void> {
  const seen = page.got.length;
  page.say({ t: 'call', id, verb: 'no such verb', args: {} });
  for (let n = seen + 1; ; n += 1) {
    const got = await page.until(n);
    if (got.slice(seen).some((m) => (m as { id?: string }).id === id)) return;
  }
}

describe('handing over the port', () => {
  it('answers the frame only, and only a hello', () => {
    const { page, hello } = connect();
    hello({} as Window);
    hello(null);
    hello(page.window, 'hello');
    hello(page.window, { whittle: 'port' });
    hello(page.window, null);
    expect(page.ports).toHaveLength(0);
    hello();
    expect(page.ports).toHaveLength(1);
  });

  it('never answers when there is no frame', () => {
    const { bridge, page } = connect();
    bridge.greet({ source: null, data: { whittle: 'hello' } } as MessageEvent, null);
    expect(page.ports).toHaveLength(0);
  });

  it('gives the place to the document that uses a newer port and cancels what the older one waited for', async () => {
    const signals: AbortSignal[] = [];
    let started = () => {};
    const running = new Promise<void>((resolve) => (started = resolve));
    const { page, hello, notices } = connect((_call, _chunk, signal) => {
      signals.push(signal);
      started();
      return new Promise(() => {});
    });
    hello();
    page.say({ t: 'call', id: 1, verb: 'ai.models', args: {} });
    await running;
    hello();
    expect(signals[0]?.aborted).toBe(false);
    page.say({ t: 'painted', ms: 12 });
    await settled(page);
    expect(signals[0]?.aborted).toBe(true);
    page.ports[0]?.postMessage({ t: 'ready' });
    await settled(page, 'second');
    expect(notices).toEqual([{ t: 'painted', ms: 12 }]);
  });

  it('keeps the port of a document that says hello again and leaves the newer port lying', async () => {
    const { page, hello, notices } = connect();
    hello();
    page.say({ t: 'ready' });
    await settled(page);
    hello();
    page.ports[0]?.postMessage({ t: 'painted', ms: 3 });
    page.ports[0]?.postMessage({ t: 'call', id: 'old', verb: 'ai.models', args: {} });
    for (let n = 1; !page.got.some((m) => (m as { id?: string }).id === 'old'); n += 1) await page.until(n);
    expect(notices).toEqual([{ t: 'ready' }, { t: 'painted', ms: 3 }]);
  });

  it('does not make ports for a page that says hello all the time', () => {
    const { page, hello } = connect();
    for (let i = 0; i < 1000; i += 1) hello();
    expect(page.ports).toHaveLength(5);
  });

  it('tells a new document the theme', async () => {
    const { page, hello } = connect();
    hello();
    expect(await page.until(1)).toEqual([{ t: 'theme', theme: 'dark' }]);
  });
});

describe('messages nobody should send', () => {
  const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`k${i}`, '']));
  const hostile: [string, unknown][] = [
    ['nothing', null],
    ['a text', 'ready'],
    ['a list', [{ t: 'ready' }]],
    ['no type', { type: 'ready' }],
    ['an unknown type', { t: 'eval', code: '1' }],
    ['a prototype name', { t: '__proto__' }],
    ['an unknown console level', { t: 'console', level: 'fatal', text: 'x' }],
    ['a console text that is none', { t: 'console', level: 'log', text: { toString: 1 } }],
    ['an unknown error kind', { t: 'error', kind: 'crash', message: 'x' }],
    ['storage of a number', { t: 'storage', set: { a: 1 } }],
    ['storage of a list', { t: 'storage', set: ['a'] }],
    ['more storage than fits', { t: 'storage', set: { a: 'x'.repeat(10 * 1024 * 1024 + 1) } }],
    ['more keys than fit', { t: 'storage', set: many }],
    ['a key that stays in the app', { t: 'key', key: 'a', ctrl: true }],
    ['a cancel of nothing', { t: 'cancel' }],
    ['a call without an id', { t: 'call', verb: 'ai.models' }],
    ['a call with an object for an id', { t: 'call', id: {}, verb: 'ai.models' }],
    ['a call with a long id', { t: 'call', id: 'x'.repeat(65), verb: 'ai.models' }],
    ['a call with NaN', { t: 'call', id: Number.NaN, verb: 'ai.models' }],
    ['a title that is none', { t: 'title', text: 7 }],
  ];

  it.each(hostile)('drops %s', async (_name, data) => {
    const { page, hello, notices, drops } = connect();
    hello();
    page.say(data);
    await settled(page);
    expect(notices).toEqual([]);
    expect(drops).toEqual([1]);
  });

  it('cuts long texts and keeps only known fields', async () => {
    const { page, hello, notices } = connect();
    hello();
    page.say({ t: 'console', level: 'warn', text: 'y'.repeat(20_000), at: -1, app_id: 'other', __proto__: { a: 1 } });
    await settled(page);
    expect(notices).toEqual([{ t: 'console', level: 'warn', text: `${'y'.repeat(10_000)}…`, at: 0 }]);
  });

  const refused: [string, string, unknown][] = [
    ['an unknown verb', 'shell.exec', {}],
    ['a prototype verb', 'constructor', {}],
    ['no messages', 'ai.chat', {}],
    ['an empty list', 'ai.chat', { messages: [] }],
    ['a message without a role', 'ai.chat', { messages: [{ content: 'x' }] }],
    ['a tool message', 'ai.stream', { messages: [{ role: 'tool', content: 'x' }] }],
    ['a picture', 'ai.stream', { messages: [{ role: 'user', content: [{ type: 'image' }] }] }],
    ['too many messages', 'ai.chat', { messages: Array.from({ length: 501 }, () => ({ role: 'user', content: '' })) }],
    ['a file link', 'open', { url: 'file:///etc/passwd' }],
    ['a script link', 'open', { url: 'javascript:alert(1)' }],
    ['a shell link', 'open', { url: 'wails://wails/' }],
    ['a relative link', 'open', { url: '/settings' }],
    ['a link that is none', 'open', { url: { href: 'https://example.com' } }],
    ['a blob for bytes', 'download', { name: 'a', bytes: new Uint8Array(2) }],
    ['a number to copy', 'copy', { text: 3 }],
  ];

  it.each(refused)('refuses %s with a sentence', async (_name, verb, args) => {
    let asked = 0;
    const { page, hello } = connect(() => Promise.resolve(asked++));
    hello();
    page.say({ t: 'call', id: 9, verb, args });
    const got = (await page.until(2))[1] as { t: string; code: string; message: string };
    expect(got).toMatchObject({ t: 'fail', id: 9, code: 'invalid' });
    expect(got.message).toMatch(/\.$/);
    expect(asked).toBe(0);
  });

  it('takes folders and directions out of a file name', async () => {
    const names: string[] = [];
    const { page, hello } = connect((call) => {
      if (call.verb === 'download') names.push(call.name);
      return Promise.resolve(null);
    });
    hello();
    const bytes = new ArrayBuffer(1);
    for (const name of ['../../.bashrc', 'C:\\x\\a.csv', 'photo\u202egnp.exe', '', '...']) {
      page.say({ t: 'call', id: name || 'none', verb: 'download', args: { name, bytes } });
    }
    await page.until(6);
    expect(names).toEqual(['bashrc', 'a.csv', 'photognp.exe', 'download', 'download']);
  });
});

describe('floods', () => {
  it('lets 200 console lines a second through and counts the rest', async () => {
    const { page, hello, notices, drops, clock } = connect();
    hello();
    for (let i = 0; i < 1000; i += 1) page.say({ t: 'console', level: 'log', text: 'x', at: 0 });
    await settled(page);
    expect(notices).toHaveLength(200);
    expect(drops).toEqual([1]);
    clock.ms = 1000;
    for (let i = 0; i < 201; i += 1) page.say({ t: 'console', level: 'log', text: 'x', at: 0 });
    await settled(page, 'second');
    expect(notices).toHaveLength(400);
    expect(drops).toEqual([1, 800]);
  });

  it('answers 20 calls at a time and refuses the others', async () => {
    const finish: (() => void)[] = [];
    const { page, hello } = connect(() => new Promise((resolve) => finish.push(() => resolve('done'))));
    hello();
    for (let id = 1; id <= 25; id += 1) page.say({ t: 'call', id, verb: 'ai.models', args: {} });
    const refused = (await page.until(6)).slice(1);
    expect(refused.map((m) => (m as { id: number }).id)).toEqual([21, 22, 23, 24, 25]);
    expect(refused[0]).toMatchObject({ t: 'fail', code: 'rate_limited' });
    expect(finish).toHaveLength(20);
    for (const done of finish) done();
    expect(await page.until(26)).toHaveLength(26);
  });

  it('takes an id in use once', async () => {
    let asked = 0;
    const { page, hello } = connect(() => {
      asked += 1;
      return new Promise(() => {});
    });
    hello();
    page.say({ t: 'call', id: 1, verb: 'ai.models', args: {} });
    page.say({ t: 'call', id: 1, verb: 'ai.models', args: {} });
    await settled(page);
    expect(asked).toBe(1);
  });
});

describe('calls', () => {
  it('streams chunks before the result', async () => {
    const { page, hello } = connect(async (_call, chunk) => {
      chunk('a');
      chunk('b');
      return 'ab';
    });
    hello();
    page.say({ t: 'call', id: 'c', verb: 'ai.stream', args: { messages: 'hi', options: { max_tokens: 5 } } });
    expect((await page.until(4)).slice(1)).toEqual([
      { t: 'chunk', id: 'c', text: 'a' },
      { t: 'chunk', id: 'c', text: 'b' },
      { t: 'result', id: 'c', value: 'ab' },
    ]);
  });

  it('aborts on cancel', async () => {
    const { page, hello } = connect(
      (_call, _chunk, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new CallError('canceled', 'Stopped.')));
        }),
    );
    hello();
    page.say({ t: 'call', id: 1, verb: 'ai.chat', args: { messages: 'hi' } });
    page.say({ t: 'cancel', id: 1 });
    expect((await page.until(2))[1]).toMatchObject({ t: 'fail', id: 1, code: 'canceled' });
  });

  it('keeps the text of unknown errors inside', async () => {
    const { page, hello } = connect(() => Promise.reject(new Error('secret path /home/me')));
    hello();
    page.say({ t: 'call', id: 1, verb: 'ai.models', args: {} });
    const got = (await page.until(2))[1] as { message: string };
    expect(got).toMatchObject({ t: 'fail', code: 'internal' });
    expect(got.message).not.toContain('secret');
  });
});

describe('a streamed answer', () => {
  it('comes in parts, in order, and waits for the page to take them', async () => {
    let sent = 0;
    const piece = 400 * 1024;
    const { page, hello } = connect(async (_call, _chunk, _signal, stream) => {
      stream.head({ status: 200 });
      for (; sent < 6; sent += 1) await stream.bytes(new ArrayBuffer(piece));
      return null;
    });
    hello();
    page.say({ t: 'call', id: 1, verb: 'net.fetch', args: { url: 'https://api.example.com/' } });
    const parts = () => page.got.filter((m) => (m as { t: string }).t === 'part').length;
    await settled(page, 'first');
    expect(parts()).toBe(1 + 3);
    expect(page.got).toContainEqual({ t: 'part', id: 1, head: { status: 200 } });
    page.say({ t: 'pull', id: 1 });
    page.say({ t: 'pull', id: 99 });
    await settled(page, 'second');
    expect(parts()).toBe(1 + 4);
    for (let i = 0; i < 5; i += 1) page.say({ t: 'pull', id: 1 });
    await settled(page, 'third');
    expect(sent).toBe(6);
    expect(page.got).toContainEqual({ t: 'result', id: 1, value: null });
  });
});
