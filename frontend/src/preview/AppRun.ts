import { AppLog } from './log';
import { Store } from './store';
import { answerWith, type CallServices } from './calls';
import type { Answer, Notice } from './bridge';
import { GrantKeeper, type GrantPlace } from './grant';
import { LinkKeeper } from './links';
import { StorageWriter, type DataPatch } from './storage';

/** What one opened app needs from the rest of the shell. */
export interface RunServices extends Pick<CallServices, 'appID' | 'appName' | 'ai' | 'models' | 'open' | 'save' | 'copy'> {
  grant: GrantPlace;
  keepData: (patch: DataPatch) => Promise<void>;
  /** Told before a call leaves and after it ended; `running` counts the calls under way. */
  usage: () => void;
}

/** One opening of an app: everything that outlives its pages, which come and go with reloads and versions. */
export class AppRun {
  readonly grant: GrantKeeper;
  readonly links = new LinkKeeper();
  readonly storage: StorageWriter;
  readonly answer: Answer;
  readonly usedAI = new Store(false);
  /** The key of the page that is on the screen; another one may be loading behind it. */
  readonly shown = new Store('');
  readonly #logs = new Map<string, AppLog>();
  readonly #painted = new Set<string>();

  constructor(services: RunServices) {
    this.grant = new GrantKeeper(services.grant);
    this.storage = new StorageWriter(services.keepData, (sentence) => this.#warn(sentence));
    this.answer = answerWith({
      ...services,
      mayAsk: (request) => this.grant.allows(request),
      mayOpen: (url) => this.links.allows(url),
      asked: () => {
        this.usedAI.set(true);
        services.usage();
      },
    });
  }

  /** The log of a page, made when it is first asked for. */
  log(page: string): AppLog {
    let log = this.#logs.get(page);
    if (!log) {
      log = new AppLog();
      this.#logs.set(page, log);
    }
    return log;
  }

  /** Takes what a page said that is not a call and not a key. */
  take(page: string, notice: Exclude<Notice, { t: 'key' }>): void {
    switch (notice.t) {
      case 'painted':
        this.#show(page);
        break;
      case 'console':
        this.log(page).write(notice.level, notice.text, notice.at);
        break;
      case 'error':
        this.log(page).fail(notice);
        break;
      case 'storage':
        this.storage.write(notice);
        break;
      case 'ready':
      case 'title':
    }
  }

  /** Forgets a page that is gone. */
  leave(page: string): void {
    this.#logs.delete(page);
  }

  async close(): Promise<void> {
    this.links.close();
    await Promise.all([this.storage.flush(), this.grant.close()]);
  }

  /** A page comes to the front once, however often it says that it painted. */
  #show(page: string): void {
    if (this.#painted.has(page)) return;
    this.#painted.add(page);
    performance.mark('whittle-app-painted');
    this.shown.set(page);
  }

  #warn(sentence: string): void {
    this.log(this.shown.get()).write('warn', sentence, Date.now());
  }
}
