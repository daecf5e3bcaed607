import { describe, expect, it } from 'vitest';
import type { FetchPiece, FetchRequest } from '@/api/fetchForApp';
import { ApiError } from '@/api/errors';
import { fetchCall, type NetServices } from './fetch';
import { Flow } from './flow';
import type { NetCall } from './netCalls';

const call: NetCall = { verb: 'net.fetch', request: { method: 'POST', url: 'https://a.example.com/', headers: [], redirect: 'follow' }, body: new ArrayBuffer(2) };
const head = { status: 200, status_text: 'OK', headers: [], url: 'https://a.example.com/', redirected: false };

function host(answers: (FetchPiece | Error)[][], allow = true) {
  const sent: [FetchRequest, number | undefined][] = [];
  const asked: string[] = [];
  const services: NetServices = {
    appName: () => 'Recipe Box',
    fetch: async function* (request, body) {
      sent.push([request, body?.byteLength]);
      for (const piece of answers.shift() ?? []) {
        await Promise.resolve();
        if (piece instanceof Error) throw piece;
        yield piece;
      }
    },
    mayReach: ({ host, local }) => {
      asked.push(`${local ? 'local' : 'host'}:${host}`);
      return Promise.resolve(allow);
    },
  };
  const got: unknown[] = [];
  const stream = { head: (it: object) => void got.push(it), bytes: (it: ArrayBuffer) => Promise.resolve(void got.push(it.byteLength)) };
  return { sent, asked, got, run: () => fetchCall(services, call, stream, new AbortController().signal) };
}

const ask = (local: boolean, url: string, withBody: boolean): FetchPiece => ({
  kind: 'ask',
  ask: { host: new URL(url).host, local, next: { method: withBody ? 'POST' : 'GET', url, headers: [] }, with_body: withBody },
});

describe('fetchCall', () => {
  it('streams what comes', async () => {
    const { run, got, asked } = host([[{ kind: 'head', head }, { kind: 'data', bytes: new ArrayBuffer(5) }, { kind: 'data', bytes: new ArrayBuffer(6) }]]);
    await run();
    expect(got).toEqual([head, 5, 6]);
    expect(asked).toEqual([]);
  });

  it('asks, and goes on with what is left of the request', async () => {
    const { run, sent, asked, got } = host([
      [ask(false, 'https://a.example.com/', true)],
      [ask(true, 'https://a.example.com/', true)],
      [ask(false, 'https://b.example.com/', false)],
      [{ kind: 'head', head }],
    ]);
    await run();
    expect(asked).toEqual(['host:a.example.com', 'local:a.example.com', 'host:b.example.com']);
    expect(sent.map(([request, size]) => [request.method, request.url, size])).toEqual([
      ['POST', 'https://a.example.com/', 2],
      ['POST', 'https://a.example.com/', 2],
      ['POST', 'https://a.example.com/', 2],
      ['GET', 'https://b.example.com/', undefined],
    ]);
    expect(got).toEqual([{ ...head, redirected: true }]);
  });

  it('says a no in words', async () => {
    await expect(host([[ask(false, 'https://a.example.com/', true)]], false).run()).rejects.toMatchObject({
      code: 'forbidden',
      message: 'Recipe Box tried to reach a.example.com and you said no. Change it under What it may do.',
    });
  });

  it('gives up on a host that leads on for ever', async () => {
    const circle = Array.from({ length: 20 }, () => [ask(false, 'https://a.example.com/', false)]);
    await expect(host(circle).run()).rejects.toMatchObject({ code: 'upstream' });
  });

  it('passes the words of a failure on, also in the middle', async () => {
    const { run, got } = host([[{ kind: 'head', head }, new ApiError('stalled', 'a.example.com fell silent.')]]);
    await expect(run()).rejects.toMatchObject({ code: 'stalled', message: 'a.example.com fell silent.' });
    expect(got).toEqual([head]);
  });
});

describe('Flow', () => {
  it('holds back what is too far ahead until it is taken, or the page is gone', async () => {
    const stop = new AbortController();
    const flow = new Flow(stop.signal);
    await flow.sent(1024 * 1024);
    let went = false;
    const second = flow.sent(10).then(() => (went = true));
    await Promise.resolve();
    expect(went).toBe(false);
    flow.taken();
    await second;
    const third = flow.sent(2 * 1024 * 1024);
    stop.abort();
    await third;
  });
});
