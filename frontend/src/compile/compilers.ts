/** Runs the compilers of the backend in workers of this page, whose engine is many times faster than the program's. */
import { POST, take } from '@/api/client';
import { listen } from '@/api/events';
import type { Compile } from '@/api/types';

type Reply = { id: string; answer: string };

/** A worker, and what it has not answered yet. */
type Running = { worker: Worker; late: Map<string, ReturnType<typeof setTimeout>> };

const workers = new Map<Compile['compiler'], Running>();

const PROOF = 'proof';
const FIRST_PAUSE_MS = 1500; // the screens come first
const LONGEST_MS = 20_000; // of one run; a worker that takes longer hangs

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
    for (const compiler of workers.keys()) giveUp(compiler);
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
  const { worker, late } = workerFor(compiler);
  clearTimeout(late.get(id));
  late.set(id, setTimeout(() => giveUp(compiler), LONGEST_MS));
  worker.postMessage({ id, input });
}

function workerFor(compiler: Compile['compiler']): Running {
  const known = workers.get(compiler);
  if (known) return known;
  const running: Running = { worker: new Worker(`/compilers/${compiler}.js`), late: new Map() };
  running.worker.onmessage = ({ data }: MessageEvent<Reply>) => {
    clearTimeout(running.late.get(data.id));
    running.late.delete(data.id);
    answer(data);
  };
  running.worker.onerror = () => giveUp(compiler);
  workers.set(compiler, running);
  return running;
}

/** Ends a worker with all it was asked; the next question starts another. */
function giveUp(compiler: Compile['compiler']): void {
  const running = workers.get(compiler);
  workers.delete(compiler);
  running?.worker.terminate();
  for (const timer of running?.late.values() ?? []) clearTimeout(timer);
}

/** An answer that comes too late is refused, which is no error either. */
function answer({ id, answer }: Reply): void {
  if (id === PROOF) return offer();
  take(POST('/api/compiles/{id}', { params: { path: { id } }, body: { answer } })).catch(() => undefined);
}
