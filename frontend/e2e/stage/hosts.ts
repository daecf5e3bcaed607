/** The stand-in for other hosts: every name under example.com and example.org, over http and https. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inject } from 'vitest';

export interface Heard {
  host: string;
  method: string;
  path: string;
  event?: string;
}

export class Hosts {
  readonly heard: Heard[] = [];

  private constructor(
    private readonly child: ChildProcess,
    readonly certificate: string,
    private readonly ports: { http: string; https: string },
  ) {}

  static async start(): Promise<Hosts> {
    const certificate = join(mkdtempSync(join(inject('stage'), 'hosts-')), 'ca.pem');
    const child = spawn(join(inject('stage'), 'hosts'), ['--ca', certificate], { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface(child.stdout);
    const [line] = (await once(lines, 'line')) as [string];
    const hosts = new Hosts(child, certificate, JSON.parse(line) as { http: string; https: string });
    lines.on('line', (text) => hosts.heard.push(JSON.parse(text) as Heard));
    return hosts;
  }

  /** The address of a name, such as https://api.example.com:1234. */
  https(name: string): string {
    return `https://${name}:${this.ports.https}`;
  }

  http(name: string): string {
    return `http://${name}:${this.ports.http}`;
  }

  /** Lets a /stream say its next word. */
  async step(): Promise<void> {
    await fetch(`http://127.0.0.2:${this.ports.http}/step`);
  }

  /** What a name was asked for, as "GET /path". */
  of(name: string): string[] {
    return this.heard.filter((h) => h.host === name && !h.event).map((h) => `${h.method} ${h.path}`);
  }

  async close(): Promise<void> {
    this.child.kill();
    await once(this.child, 'exit');
  }
}
