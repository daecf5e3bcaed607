import type { NetRequest } from './netCalls';
import { Store } from './store';

/** A host that an app wants to reach, and with what. */
export interface HostQuestion {
  /** As the grant names it: the name, with a port when it is unusual, with http:// when nothing is encrypted. */
  host: string;
  /** Whether the host is this computer or one in its network. */
  local: boolean;
  request: NetRequest;
  /** Bytes that would be sent beside the address and the headers. */
  bytes: number;
  answer: (allow: boolean) => void;
}

export type HostState = 'ask' | 'allowed' | 'denied';

/** How often the person says no before an app is not asked for any more while it is open. */
const patience = 4;

/**
 * Asks the person about hosts, one after the other. Requests for the same host wait for the same answer. Every answer
 * is kept by `write`, so that the door knows it; nothing is remembered here once it is given.
 */
export class HostKeeper {
  readonly question = new Store<HostQuestion | undefined>(undefined);
  readonly #open = new Map<string, Promise<boolean>>();
  #last: Promise<unknown> = Promise.resolve();
  #refusals = 0;
  #opening = {}; // told from another by identity

  constructor(private readonly write: (grant: string, state: HostState) => Promise<void>) {}

  allows(question: Omit<HostQuestion, 'answer'>): Promise<boolean> {
    const grant = grantName(question);
    let open = this.#open.get(grant);
    if (!open) {
      const opening = this.#opening;
      open = this.#next(() => this.#ask(grant, question, opening));
      this.#open.set(grant, open);
      const gone = () => this.#open.delete(grant);
      open.then(gone, gone);
    }
    return open;
  }

  /** Ends the opening: an open question counts as unanswered, and those that wait behind it too. */
  close(): void {
    this.#opening = {};
    this.#refusals = 0;
    this.question.get()?.answer(false);
  }

  #next<T>(run: () => Promise<T>): Promise<T> {
    const next = this.#last.then(run, run);
    this.#last = next;
    return next;
  }

  async #ask(grant: string, question: Omit<HostQuestion, 'answer'>, opening: object): Promise<boolean> {
    if (opening !== this.#opening || this.#refusals >= patience) return false;
    const allow = await new Promise<boolean>((answer) => this.question.set({ ...question, answer }));
    this.question.set(undefined);
    if (opening !== this.#opening) return false;
    this.#refusals = allow ? 0 : this.#refusals + 1;
    await this.write(grant, allow ? 'allowed' : 'denied');
    return allow;
  }
}

export function grantName({ host, local }: Pick<HostQuestion, 'host' | 'local'>): string {
  return `${local ? 'local' : 'host'}:${host}`;
}
