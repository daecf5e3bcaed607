import { describe, expect, it } from 'vitest';
import { HostKeeper, type HostState } from './hosts';
import type { NetRequest } from './netCalls';

const request: NetRequest = { method: 'GET', url: 'https://api.example.com/v1', headers: [], redirect: 'follow' };

function keeper() {
  const written: [string, HostState][] = [];
  const hosts = new HostKeeper((grant, state) => {
    written.push([grant, state]);
    return Promise.resolve();
  });
  const ask = (host: string, local = false) => hosts.allows({ host, local, request, bytes: 0 });
  const asked = async (host: string) => {
    for (;;) {
      const question = hosts.question.get();
      if (question?.host === host) return question;
      await new Promise<void>((resolve) => {
        const stop = hosts.question.subscribe(() => {
          stop();
          resolve();
        });
      });
    }
  };
  return { hosts, written, ask, asked };
}

describe('HostKeeper', () => {
  it('asks once for requests that wait for the same host, and one host after the other', async () => {
    const { hosts, written, ask, asked } = keeper();
    const both = Promise.all([ask('a.example.com'), ask('a.example.com')]);
    const other = ask('b.example.com');
    (await asked('a.example.com')).answer(true);
    expect(await both).toEqual([true, true]);
    (await asked('b.example.com')).answer(false);
    expect(await other).toBe(false);
    expect(written).toEqual([['host:a.example.com', 'allowed'], ['host:b.example.com', 'denied']]);
    expect(hosts.question.get()).toBeUndefined();
  });

  it('tells a host in the own network from the same name outside', async () => {
    const { written, ask, asked } = keeper();
    const [outside, inside] = [ask('nas.example.com'), ask('nas.example.com', true)];
    (await asked('nas.example.com')).answer(true);
    expect(await outside).toBe(true);
    const question = await asked('nas.example.com');
    expect(question.local).toBe(true);
    question.answer(false);
    expect(await inside).toBe(false);
    expect(written).toEqual([['host:nas.example.com', 'allowed'], ['local:nas.example.com', 'denied']]);
  });

  it('stops asking for an app that was refused again and again', async () => {
    const { written, ask, asked } = keeper();
    for (const host of ['a', 'b', 'c', 'd']) {
      const answer = ask(host);
      (await asked(host)).answer(false);
      expect(await answer).toBe(false);
    }
    expect(await ask('e')).toBe(false);
    expect(written).toHaveLength(4);
  });

  it('counts a question as unanswered when the app is closed', async () => {
    const { hosts, written, ask, asked } = keeper();
    const answer = ask('a.example.com');
    await asked('a.example.com');
    hosts.close();
    expect(await answer).toBe(false);
    expect(written).toEqual([]);
  });

  it('asks for nothing that waits when the app is closed', async () => {
    const { hosts, written, ask, asked } = keeper();
    const answers = Promise.all([ask('a.example.com'), ask('b.example.com')]);
    await asked('a.example.com');
    hosts.close();
    expect(await answers).toEqual([false, false]);
    expect(hosts.question.get()).toBeUndefined();
    expect(written).toEqual([]);
  });

  it('fails what waited when the answer cannot be kept', async () => {
    const hosts = new HostKeeper(() => Promise.reject(new Error('full')));
    const answer = hosts.allows({ host: 'a', local: false, request, bytes: 0 });
    await Promise.resolve();
    await Promise.resolve();
    hosts.question.get()?.answer(true);
    await expect(answer).rejects.toThrow('full');
  });
});
