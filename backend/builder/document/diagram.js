// Diagrams of mermaid, with its mistakes in words.
import mermaid from 'mermaid';
import { make, problem } from './view.js';

const dark = matchMedia('(prefers-color-scheme: dark)');
let count = 0;

export function onScheme(again) {
  dark.addEventListener('change', again);
}

// diagram returns {svg} or {problem}; name is what the words call the source.
export async function diagram(name, source) {
  mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', suppressErrorRendering: true, theme: dark.matches ? 'dark' : 'default', fontFamily: 'system-ui, sans-serif', flowchart: { useMaxWidth: false }, sequence: { useMaxWidth: false }, gantt: { useMaxWidth: false } });
  try {
    const { svg } = await mermaid.render(`diagram${++count}`, source);
    return { svg: make('div', { innerHTML: svg }).querySelector('svg') };
  } catch (error) {
    const line = lineOf(error, source);
    const words = `${name} is not drawn: ${inWords(error)}${line ? ` It is in line ${line}.` : ''}`;
    console.error(words);
    return { problem: problem(words, source, line) };
  }
}

function lineOf(error, source) {
  const told = error?.hash?.loc?.first_line ?? Number(/line:? (\d+)/i.exec(String(error?.message))?.[1] ?? 0);
  return Math.min(told, source.split('\n').length);
}

function inWords(error) {
  const text = String(error?.message ?? error);
  const expected = /Expecting ([^]*?), got '?([^'\n]*)'?/.exec(text);
  if (/No diagram type detected/.test(text)) return 'the first line names no kind of diagram, such as flowchart TD or sequenceDiagram.';
  if (expected) return `${expected[2] === 'EOF' || expected[2] === '1' ? 'the text ends too early' : `${expected[2]} cannot stand there`}.`;
  return `${text.split('\n')[0].replace(/[.:]?$/, '')}.`;
}
