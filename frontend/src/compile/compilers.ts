/** Runs the compilers of the backend in workers of this page, whose engine is many times faster than the program's. */
import { POST, take } from '@/api/client';
import { listen } from '@/api/events';
import type { Compile } from '@/api/types';

type Reply = { id: string; answer: string };

const workers = new Map<Compile['compiler'], Worker>();

const PROOF = 'proof';
const FIRST_PAUSE_MS = 1500; // the screens come first

/** Offers the compilers once one has proved to run, and answers what the backend asks, for as long as the page lives. */
export function startCompilers(): () => void {
  if (typeof Worker === 'undefined') return () => undefined;
  const stop = listen((event) => {
    if (event.type === 'compile') run(event.data);
    if (event.type === 'gap') prove();
  });
  const first = setTimeout(prove, FIRST_PAUSE_MS);
  return () => {
    stop();
    clearTimeout(first);
    for (const worker of workers.values()) worker.terminate();
    workers.clear();
  };
}

function prove(): void {
  run({ id: PROOF, compiler: 'tailwind', input: JSON.stringify({ version: 3, css: '', config: '', code: '', plugins: [], dark: '', theme: '', candidates: ['p-1'] }) });
}

/** The backend does without this page when it hears nothing, so a failed offer is no error. */
function offer(): void {
  take(POST('/api/compiles')).catch(() => undefined);
}

function run({ id, compiler, input }: Compile): void {
  workerFor(compiler).postMessage({ id, input });
}

function workerFor(compiler: Compile['compiler']): Worker {
  const known = workers.get(compiler);
  if (known) return known;
  const worker = new Worker(`/compilers/${compiler}.js`);
  worker.onmessage = ({ data }: MessageEvent<Reply>) => answer(data);
  worker.onerror = () => {
    worker.terminate();
    workers.delete(compiler);
  };
  workers.set(compiler, worker);
  return worker;
}

/** An answer that comes too late is refused, which is no error either. */
function answer({ id, answer }: Reply): void {
  if (id === PROOF) return offer();
  take(POST('/api/compiles/{id}', { params: { path: { id } }, body: { answer } })).catch(() => undefined);
}
