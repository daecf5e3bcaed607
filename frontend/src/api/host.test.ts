import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { boot, subscribe, type Subscriber } from './host';

const encoder = new TextEncoder();

/** A response whose body a test writes by hand. */
function openStream() {
  let out: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({ start: (controller) => void (out = controller) });
  return {
    response: new Response(body),
    write: (text: string) => out.enqueue(encoder.encode(text)),
    end: () => out.close(),
  };
}

function subscriber() {
  const heard: string[] = [];
  const s: Subscriber = {
    onEvent: (event) => heard.push(event.type),
    onGap: () => heard.push('(gap)'),
    onLink: (link) => heard.push(`(${link})`),
  };
  return { ...s, heard };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  sessionStorage.clear();
  history.replaceState(null, '', '/');
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  delete window.go;
  delete window.runtime;
});

describe('boot', () => {
  it('takes the ticket out of the address and keeps it for a reload', async () => {
    history.replaceState(null, '', '/#ticket=ABC123');
    await expect(boot()).resolves.toMatchObject({ mode: 'served', ticket: 'ABC123' });
    expect(location.hash).toBe('#/');
    await expect(boot()).resolves.toMatchObject({ ticket: 'ABC123' });
  });

  it('says when there is no ticket', () => expect(boot()).rejects.toMatchObject({ code: 'no_ticket' }));

  it('asks the window', async () => {
    const Boot = async () => ({ ticket: 'T', open: 'app', recovered: null });
    window.go = { main: { Shell: { Boot, Beat: vi.fn(), OpenExternal: vi.fn(), SaveFile: vi.fn(), SaveBegin: vi.fn(), SavePiece: vi.fn(), SaveEnd: vi.fn() } } };
    await expect(boot()).resolves.toEqual({ mode: 'window', ticket: 'T', open: 'app', recovered: null });
  });
});

describe('events of a served page', () => {
  it('delivers events, and says after the stream broke that some may be missing', async () => {
    vi.useFakeTimers();
    const [first, second] = [openStream(), openStream()];
    const fetch = vi.fn().mockResolvedValueOnce(first.response).mockResolvedValueOnce(second.response);
    vi.stubGlobal('fetch', fetch);
    const s = subscriber();
    const stop = subscribe(s);
    await settle();
    first.write('data: {"type":"settings"}\n\ndata: {"ty');
    first.write('pe":"usage"}\n\n');
    await settle();
    expect(s.heard).toEqual(['(open)', 'settings', 'usage']);

    first.end();
    await settle();
    expect(fetch).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(250);
    second.write('data: {"type":"gap"}\n\n');
    await settle();
    expect(s.heard.slice(3)).toEqual(['(open)', '(gap)', '(gap)']);
    stop();
  });

  it('tries again ever more slowly while nobody answers, and soon again after an answer', async () => {
    vi.useFakeTimers();
    const fetch = vi.fn().mockRejectedValue(new TypeError('refused'));
    vi.stubGlobal('fetch', fetch);
    const s = subscriber();
    const stop = subscribe(s);
    await settle();
    const triesAfter = async (ms: number) => {
      await vi.advanceTimersByTimeAsync(ms);
      return fetch.mock.calls.length;
    };
    expect([await triesAfter(0), await triesAfter(249), await triesAfter(1), await triesAfter(499), await triesAfter(1)]).toEqual([1, 1, 2, 2, 3]);
    expect(await triesAfter(1000 + 2000 + 4000 + 5000 + 5000)).toBe(8);
    expect(new Set(s.heard)).toEqual(new Set(['(lost)']));

    const stream = openStream();
    fetch.mockResolvedValueOnce(stream.response);
    await vi.advanceTimersByTimeAsync(5000);
    expect(s.heard.slice(-2)).toEqual(['(open)', '(gap)']);
    stream.end();
    await settle();
    expect(await triesAfter(250)).toBe(10);
    stop();
  });

  it('stops asking with a ticket that is refused', async () => {
    vi.useFakeTimers();
    const fetch = vi.fn().mockResolvedValue(new Response('{}', { status: 401 }));
    vi.stubGlobal('fetch', fetch);
    const s = subscriber();
    subscribe(s);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(s.heard).toEqual(['(refused)']);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('ends when it is told to', async () => {
    vi.useFakeTimers();
    const fetch = vi.fn().mockRejectedValue(new TypeError('refused'));
    vi.stubGlobal('fetch', fetch);
    const stop = subscribe(subscriber());
    await settle();
    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});

it('hears the window by its own channel', () => {
  let emit: Parameters<NonNullable<Window['runtime']>['EventsOn']>[1] | undefined;
  window.go = { main: { Shell: { Boot: vi.fn(), Beat: vi.fn(), OpenExternal: vi.fn(), SaveFile: vi.fn(), SaveBegin: vi.fn(), SavePiece: vi.fn(), SaveEnd: vi.fn() } } };
  window.runtime = { EventsOn: (_name, listener) => ((emit = listener), () => undefined) };
  const s = subscriber();
  subscribe(s);
  emit?.({ type: 'usage' });
  emit?.({ type: 'gap' });
  expect(s.heard).toEqual(['usage', '(gap)']);
});
