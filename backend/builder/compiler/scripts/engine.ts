// The one shape that all compilers have for whoever runs them: a plain engine without promises from outside calls start,
// runs the pending jobs and takes the answer; a worker awaits answer.

type Compile = (input: never) => unknown;

declare const globalThis: {
  answer(input: string): Promise<string>;
  start(input: string): void;
  take(): string;
  onmessage: (event: { data: { id: string; input: string } }) => void;
  postMessage(message: { id: string; answer: string }): void;
};

// offer makes a compiler reachable. Input and answer are JSON texts; the answer is {output} or {error}.
export function offer(compile: Compile): void {
  let taken = '';
  globalThis.answer = async (input) => {
    try {
      return JSON.stringify({ output: await compile(JSON.parse(input) as never) });
    } catch (error) {
      return JSON.stringify({ error: error instanceof Error ? error.message : String(error) });
    }
  };
  globalThis.start = (input) => {
    taken = '';
    void globalThis.answer(input).then((text) => (taken = text));
  };
  globalThis.take = () => taken;
  if ('WorkerGlobalScope' in globalThis) {
    globalThis.onmessage = async ({ data: { id, input } }) => globalThis.postMessage({ id, answer: await globalThis.answer(input) });
  }
}
