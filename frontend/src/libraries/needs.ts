import type { Fetch, Need } from '@/api/types';

/** Something to fetch, as a person sees it: once for each name and version, however many of its files are named. */
export interface Missing {
  name: string;
  asked: string;
  /** Where it would come from, as a host. */
  from: string;
}

/** Hosts that only pass on what lies in the registry of npm. */
const npmHosts = new Set(['unpkg.com', 'esm.sh', 'esm.run', 'cdn.skypack.dev', 'ga.jspm.io', 'aistudiocdn.com']);

export function missing(needs: readonly Need[]): Missing[] {
  const found = new Map<string, Missing>();
  for (const { name, asked, address } of needs) {
    const from = hostOf(address);
    found.set(`${name}@${asked} ${from}`, { name, asked, from });
  }
  return [...found.values()];
}

function hostOf(address: string): string {
  if (address === '') return 'npm';
  try {
    const { host, pathname } = new URL(address.startsWith('//') ? `https:${address}` : address);
    const isNpm = npmHosts.has(host) || (host === 'cdn.jsdelivr.net' && pathname.startsWith('/npm/'));
    return isNpm ? 'npm' : host;
  } catch {
    return address;
  }
}

/** Packages that bring a language of their own, by what a person calls it. */
const languages = new Map([['pyodide', 'Python']]);

/** What is missing, in words: "paper-beads", "three and gsap", "4 libraries", "Python and 13 packages". */
export function inWords(all: readonly Missing[]): string {
  const names = [...new Set(all.map(({ name }) => name))];
  const language = names.map((name) => languages.get(name)).find((word) => word !== undefined);
  if (language) return names.length === 1 ? language : `${language} and ${names.length - 1} ${names.length === 2 ? 'package' : 'packages'}`;
  if (names.length > 2) return `${names.length} libraries`;
  return names.join(' and ');
}

/** How much of a fetch is done, from 0 to 100. Each thing counts the same, because their sizes are not known before. */
export function share({ done, of, received, total }: Pick<Fetch, 'done' | 'of' | 'received' | 'total'>): number {
  const part = total > 0 ? received / total : 0;
  return of > 0 ? Math.min(100, Math.round(((done + part) / of) * 100)) : 0;
}
