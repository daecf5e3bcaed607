import { describe, expect, it } from 'vitest';
import { LinkKeeper } from './links';

async function answered(links: LinkKeeper, url: string, yes: boolean): Promise<boolean> {
  const open = links.allows(url);
  links.question.get()?.answer(yes);
  return open;
}

describe('LinkKeeper', () => {
  it('asks once for a host, and lets an app open no flood of links there', async () => {
    let now = 0;
    const links = new LinkKeeper(() => now);
    expect(await answered(links, 'https://example.com/1', true)).toBe(true);
    expect([await links.allows('https://example.com/2'), await links.allows('https://example.com/3')]).toEqual([true, true]);
    expect(await links.allows('https://example.com/4')).toBe(false);
    now += 1000;
    expect(await links.allows('https://example.com/5')).toBe(true);
  });

  it('stops asking for an app that was refused again and again, until it is opened anew', async () => {
    const links = new LinkKeeper();
    for (let i = 0; i < 4; i++) expect(await answered(links, `https://${i}.example.com`, false)).toBe(false);
    const fifth = links.allows('https://example.com');
    expect(links.question.get()).toBeUndefined();
    expect(await fifth).toBe(false);
    links.close();
    expect(await answered(links, 'https://example.com', true)).toBe(true);
  });
});
