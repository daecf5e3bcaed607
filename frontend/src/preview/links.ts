import { Rate } from './rate';
import { Store } from './store';

export interface LinkQuestion {
  url: string;
  host: string;
  answer: (open: boolean) => void;
}

/** How often the person says no before an app is not asked for any more while it is open. */
const patience = 4;

/** How many links a second an app may open at hosts that the person allowed. */
const perSecond = 2;

/** Asks the person before an app leads out of Whittle, once for each host while the app is open. */
export class LinkKeeper {
  readonly question = new Store<LinkQuestion | undefined>(undefined);
  readonly #hosts = new Set<string>();
  readonly #rate: Rate;
  #refusals = 0;

  constructor(now: () => number = () => performance.now()) {
    this.#rate = new Rate(perSecond, now);
  }

  /** Resolves to whether the link may be opened; a link that comes while another is asked about may not. */
  async allows(url: string): Promise<boolean> {
    if (this.question.get()) return false;
    const host = hostOf(url);
    if (this.#hosts.has(host)) return this.#rate.take();
    if (this.#refusals >= patience) return false;
    const open = await new Promise<boolean>((answer) => this.question.set({ url, host, answer }));
    this.question.set(undefined);
    this.#refusals = open ? 0 : this.#refusals + 1;
    if (open) this.#hosts.add(host);
    return open;
  }

  close(): void {
    this.question.get()?.answer(false);
    this.#hosts.clear();
    this.#refusals = 0;
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
