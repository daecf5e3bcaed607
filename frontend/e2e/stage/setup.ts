/** Builds the program and the stand-in for OpenRouter once, and starts what every test file shares. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder that is removed at the end; the program lies in it as `whittle`. */
    stage: string;
    /** Address of the stand-in, ending in /api/v1. */
    standin: string;
    /** Where the shared Chromium takes connections. */
    browser: string;
  }
}

const frontend = join(import.meta.dirname, '../..');
const root = join(frontend, '..');

const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--host-resolver-rules=MAP *.example.com 127.0.0.2, MAP *.example.org 127.0.0.2', // where the stand-in for other hosts listens
];

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stage = mkdtempSync(join(tmpdir(), 'whittle-e2e-'));
  const executablePath = chromiumPath();
  buildAll(stage);
  const standin = spawn(join(stage, 'standin'), ['--addr', '127.0.0.1:0', '--speed', 'fast'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(standin.stdout), 'line')) as [string];
  const browser = await chromium.launchServer({ executablePath, args: chromiumFlags });
  project.provide('stage', stage);
  project.provide('standin', /OPENROUTER_BASE_URL=(\S+)/.exec(line)?.[1] ?? '');
  project.provide('browser', browser.wsEndpoint());
  return async () => {
    await browser.close();
    standin.kill();
    rmSync(stage, { recursive: true, force: true });
  };
}

function chromiumPath(): string {
  const path = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (existsSync(path)) return path;
  throw new Error(`There is no Chromium at ${path}. Install the package chromium, or put its path in CHROMIUM.`);
}

/** The UI is built when it is missing; it is carried inside the program. */
function buildAll(stage: string): void {
  const run = (command: string, args: string[], cwd: string) => execFileSync(command, args, { cwd, stdio: 'inherit' });
  if (!existsSync(join(frontend, 'dist/index.html'))) run('npm', ['run', '--silent', 'build'], frontend);
  run('go', ['build', '-tags', 'e2e', '-o', join(stage, 'whittle'), './app'], root);
  run('go', ['build', '-o', join(stage, 'hosts'), './app/e2e/hosts'], root);
  run('go', ['build', '-o', join(stage, 'cdn'), './backend/builder/mirror/cdntest/serve'], root);
  run('go', ['build', '-o', join(stage, 'standin'), './backend/ai/openroutertest/serve'], root);
}
