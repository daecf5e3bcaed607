/** The stand-in for the npm registry and for CDNs, in a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inject } from 'vitest';

export class Cdn {
  private constructor(
    private readonly child: ChildProcess,
    readonly registry: string,
    readonly base: string,
  ) {}

  static async start(): Promise<Cdn> {
    const child = spawn(join(inject('stage'), 'cdn'), ['--addr', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const [, registry, base] = /WHITTLE_NPM_REGISTRY=(\S+) WHITTLE_CDN=(\S+)/.exec(line) ?? [];
    if (!registry || !base) throw new Error(`The stand-in for CDNs says ${line}`);
    return new Cdn(child, registry, base);
  }

  /** Takes the network away for good. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill();
    await once(this.child, 'exit');
  }
}
