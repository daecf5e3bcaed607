import { AppLog, type FilePlace, type ReportedPlace } from './log';
import { Store } from './store';
import { answerWith, type CallServices } from './calls';
import type { Answer, Notice } from './bridge';
import { GrantKeeper, type GrantPlace } from './grant';
import { HostKeeper, type HostState } from './hosts';
import { LinkKeeper } from './links';
import { AskKeeper } from './ask';
import type { RecordPatch } from './pageCalls';
import { Rate } from './rate';
import { RecordsWriter } from './records';
import { SessionKeeper } from './session';
import { StorageWriter, type DataPatch } from './storage';

/** What one opened app needs from the rest of the shell. */
export interface RunServices extends Pick<CallServices, 'appID' | 'appName' | 'ai' | 'models' | 'fetch' | 'open' | 'save' | 'copy' | 'library' | 'readClipboard' | 'writeClipboard'> {
  grant: GrantPlace;
  /** Keeps the person's answer about a host. */
  keepHost: (grant: string, state: HostState) => Promise<void>;
  keepData: (patch: DataPatch) => Promise<void>;
  keepRecords: (patches: RecordPatch[]) => Promise<void>;
  records: () => Promise<Record<string, string>>;
  /** Shows a notification of the app. */
  notify: (title: string, body: string) => void;
  /** Told before a call leaves and after it ended; `running` counts the calls under way. */
  usage: () => void;
  /** Where a place that a page of a version reported lies in the app's own files. */
  locate: (version: number, place: ReportedPlace) => Promise<FilePlace>;
}

const mostReopens = 5;

/** How many notifications a second an app may show. */
const noticesPerSecond = 2;

/** Whether the person has just clicked or typed, in the app too: what fills the window unasked may pose as Whittle. */
function isPersonActive(): boolean {
  return (navigator as { userActivation?: { isActive: boolean } }).userActivation?.isActive ?? true;
}

/** One opening of an app: everything that outlives its pages, which come and go with reloads and versions. */
export class AppRun {
  readonly grant: GrantKeeper;
  readonly hosts: HostKeeper;
  readonly links = new LinkKeeper();
  readonly ask = new AskKeeper();
  readonly storage: StorageWriter;
  readonly records: RecordsWriter;
  readonly session = new SessionKeeper();
  /** How often the app was opened again because its page was gone. */
  readonly reopens = new Store(0);
  /** Whether the page fills the window. */
  readonly fullscreen = new Store(false);
  readonly answer: Answer;
  readonly usedAI = new Store(false);
  /** The key of the page that is on the screen; another one may be loading behind it. */
  readonly shown = new Store('');
  readonly #logs = new Map<string, AppLog>();
  readonly #painted = new Set<string>();
  readonly #notices = new Rate(noticesPerSecond, () => performance.now());
  readonly #notify: RunServices['notify'];
  readonly #open: RunServices['open'];
  readonly #locate: RunServices['locate'];

  constructor(services: RunServices) {
    this.#locate = services.locate;
    this.grant = new GrantKeeper(services.grant);
    this.hosts = new HostKeeper(services.keepHost);
    this.storage = new StorageWriter(services.keepData, (sentence) => this.#warn(sentence));
    this.records = new RecordsWriter(services.keepRecords, (sentence) => this.#warn(sentence));
    this.#notify = services.notify;
    this.#open = services.open;
    this.answer = answerWith({
      ...services,
      loadRecords: async () => {
        await this.records.flush();
        return services.records();
      },
      writeRecords: (patches) => this.records.write(patches),
      fullscreen: (on) => this.fullscreen.set(on && isPersonActive()),
      mayReadClipboard: () =>
        this.ask.allows('clipboard', {
          title: `${services.appName()} wants to read what you copied`,
          text: 'It can read the clipboard whenever you paste in it, while it is open.',
          yes: 'Let it read',
        }),
      mayAsk: (request) => this.grant.allows(request),
      mayReach: (question) => this.hosts.allows(question),
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

  /** Takes what a page of a version said that is not a call and not a key. */
  take(page: string, notice: Exclude<Notice, { t: 'key' }>, version: number): void {
    switch (notice.t) {
      case 'painted':
        this.#show(page);
        break;
      case 'console':
        this.log(page).write(notice.level, notice.text, notice.at);
        break;
      case 'error':
        void this.log(page).fail(notice, (place) => this.#locate(version, place));
        break;
      case 'storage':
        this.storage.write(notice);
        break;
      case 'session':
        this.session.write(notice);
        break;
      case 'notify':
        if (this.#notices.take()) this.#notify(notice.title, notice.body);
        break;
      case 'ready':
      case 'title':
    }
  }

  /** A page tried to lead its own frame to an address: that is a link. */
  async leadAway(url: string): Promise<void> {
    if (await this.links.allows(url)) await this.#open(url);
  }

  /** A page led its frame away from itself and cannot come back on its own: it is opened again, a few times at most. */
  lose(page: string): void {
    if (!this.#painted.has(page) || this.reopens.get() >= mostReopens) return;
    this.reopens.set(this.reopens.get() + 1);
  }

  /** Forgets a page that is gone. */
  leave(page: string): void {
    this.#logs.delete(page);
  }

  async close(): Promise<void> {
    this.links.close();
    this.hosts.close();
    this.ask.close();
    await Promise.all([this.storage.flush(), this.records.flush(), this.grant.close()]);
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
