import type { Need } from '@/api/types';

/** Something to fetch, as a person sees it: once for each name and version, however many of its files are named. */
export interface Missing {
  name: string;
  asked: string;
  /** Where it would come from, as a host. */
  from: string;
}

/** Hosts that only pass on what lies in the registry of npm. */
const npmHosts = new Set(['cdn.jsdelivr.net', 'unpkg.com', 'esm.sh', 'esm.run', 'cdn.skypack.dev', 'ga.jspm.io', 'aistudiocdn.com']);

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
    const { host } = new URL(address.startsWith('//') ? `https:${address}` : address);
    return npmHosts.has(host) ? 'npm' : host;
  } catch {
    return address;
  }
}

/** What is missing, in words: "paper-beads", "three and gsap", "4 libraries". */
export function inWords(all: readonly Missing[]): string {
  const names = [...new Set(all.map(({ name }) => name))];
  if (names.length > 2) return `${names.length} libraries`;
  return names.join(' and ');
}
