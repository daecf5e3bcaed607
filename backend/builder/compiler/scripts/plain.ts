// What the compilers take for granted and a plain engine does not have.
const global = globalThis as unknown as Record<string, unknown>;

global['process'] ??= { env: {}, cwd: () => '/', platform: 'browser', argv: [] };
global['console'] ??= { log() {}, warn() {}, error() {}, info() {}, debug() {} };
global['performance'] ??= { now: () => Date.now() };
global['structuredClone'] ??= clone;

// clone copies what data is made of; nothing else is cloned by the compilers.
function clone(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(clone);
  if (value instanceof Map) return new Map([...value].map(([k, v]) => [clone(k), clone(v)]));
  if (value instanceof Set) return new Set([...value].map(clone));
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, clone(v)]));
}
