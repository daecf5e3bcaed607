import { Store } from './store';

export interface LinkQuestion {
  url: string;
  host: string;
  answer: (open: boolean) => void;
}

/** Asks the person before an app leads out of Whittle, once for each host while the app is open. */
export class LinkKeeper {
  readonly question = new Store<LinkQuestion | undefined>(undefined);
  readonly #hosts = new Set<string>();

  /** Resolves to whether the link may be opened; a link that comes while another is asked about may not. */
  async allows(url: string): Promise<boolean> {
    if (this.question.get()) return false;
    const host = hostOf(url);
    if (this.#hosts.has(host)) return true;
    const open = await new Promise<boolean>((answer) => this.question.set({ url, host, answer }));
    this.question.set(undefined);
    if (open) this.#hosts.add(host);
    return open;
  }

  close(): void {
    this.question.get()?.answer(false);
    this.#hosts.clear();
  }
}

/** What the person is asked about: a host, or the address a mail would go to. */
function hostOf(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return protocol === 'mailto:' ? decodeURIComponent(pathname) : host;
}

/** Hears of frames that tried to go to a web address, which the shell's policy stops, and tells that address. */
export function catchLinks(follow: (url: string) => void): () => void {
  const onViolation = (event: SecurityPolicyViolationEvent) => {
    if (event.effectiveDirective === 'frame-src' && /^https?:/.test(event.blockedURI)) follow(event.blockedURI);
  };
  document.addEventListener('securitypolicyviolation', onViolation);
  return () => document.removeEventListener('securitypolicyviolation', onViolation);
}
