/** One library with its program, its endpoint and its person. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { expect, inject, type RunnerTask } from 'vitest';
import type { Cdn } from './cdn';
import { Gate } from './gate';

export interface Options {
  /** Whether a key comes from the environment, so that a model is connected from the start; true when left out. */
  connected?: boolean;
  /** File of the certificate that stand-ins for other hosts show. */
  certificate?: string;
  /** The stand-in for the npm registry and CDNs; nothing is reached without one. */
  cdn?: Cdn;
}

const key = 'sk-or-v1-standin';

export class Whittle {
  url = '';
  ticket = '';
  /** What pages of the shell wrote to the console as an error, and what they threw. */
  readonly errors: string[] = [];
  #process: ChildProcess | undefined;
  readonly #contexts: BrowserContext[] = [];

  private constructor(
    readonly gate: Gate,
    readonly browser: Browser,
    private readonly dir: string,
    private readonly connected: boolean,
    private readonly certificate: string,
    private readonly cdn: Cdn | undefined,
  ) {}

  static async start({ connected = true, certificate = '', cdn }: Options = {}): Promise<Whittle> {
    const gate = await Gate.open(inject('standin'));
    const browser = await chromium.connect(inject('browser'));
    const whittle = new Whittle(gate, browser, mkdtempSync(join(inject('stage'), 'library-')), connected, certificate, cdn);
    await whittle.run();
    return whittle;
  }

  /** Starts the program on its library. */
  async run(): Promise<void> {
    const program = join(inject('stage'), 'whittle');
    const child = spawn(program, ['serve', '--data', this.dir, '--addr', '127.0.0.1:0', '--json'], {
      env: {
        PATH: process.env.PATH,
        HOME: this.dir,
        TMPDIR: inject('stage'),
        DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', // no keyring of the machine
        WHITTLE_E2E_CA: this.certificate,
        WHITTLE_NPM_REGISTRY: this.cdn?.registry ?? 'http://127.0.0.1:1/npm',
        WHITTLE_CDN: this.cdn?.base ?? 'http://127.0.0.1:1/cdn',
        OPENROUTER_BASE_URL: this.gate.address,
        ...(this.connected && { OPENROUTER_API_KEY: key }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let log = '';
    child.stderr.on('data', (text) => (log += String(text)));
    const line = await Promise.race([once(createInterface(child.stdout), 'line'), once(child, 'exit').then(() => null)]);
    if (!line) throw new Error(`whittle serve ended: ${log}`);
    ({ url: this.url, ticket: this.ticket } = JSON.parse(String(line[0])) as { url: string; ticket: string });
    this.#process = child;
  }

  /** Ends the program and waits until it is gone. */
  async quit(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child) return;
    child.kill('SIGINT');
    await once(child, 'exit');
  }

  /** A new browser window at Whittle's address. */
  async visit(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    this.#contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('console', (message) => {
      const answered = message.text().startsWith('Failed to load resource'); // the page shows a sentence for those
      if (message.type() === 'error' && !answered) this.errors.push(message.text());
    });
    await page.goto(this.url);
    await page.getByRole('main').waitFor(); // the page has taken its ticket out of the address
    return page;
  }

  /** Calls the program's API, to arrange what a test is not about. */
  async api<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(new URL(`/api${path}`, this.url), {
      method,
      headers: { Authorization: `Bearer ${this.ticket}`, 'Content-Type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    const said = await response.text();
    return (said === '' ? undefined : JSON.parse(said)) as T;
  }

  /** Ends a test: no page may have complained. A test that failed leaves pictures of the open pages. */
  async check(task: RunnerTask): Promise<void> {
    const errors = this.errors.splice(0);
    if (task.result?.state === 'fail') await this.#picture(task.name);
    expect(errors, 'errors in the console of the pages').toEqual([]);
  }

  async #picture(name: string): Promise<void> {
    const pages = this.#contexts.flatMap((context) => context.pages());
    for (const [index, page] of pages.entries()) {
      const path = join(tmpdir(), 'whittle-e2e-failures', `${name} ${index + 1}.png`);
      await page.screenshot({ path, timeout: 5000 }).then(
        () => console.error(`How it looked: ${path}`),
        () => console.error(`No picture of ${page.url()} could be taken.`),
      );
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#contexts.map((context) => context.close()));
    await this.browser.close();
    await this.quit();
    await this.gate.close();
  }
}
