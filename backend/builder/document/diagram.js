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
    const drawn = make('div', { innerHTML: svg }).querySelector('svg');
    drawn.querySelectorAll('.node > [style*="fill:"]').forEach(letter);
    return { svg: drawn };
  } catch (error) {
    const line = lineOf(error, source);
    const words = `${name} is not drawn: ${inWords(error)}${line ? ` It is in line ${line}.` : ''}`;
    console.error(words);
    return { problem: problem(words, source, line) };
  }
}

// letter gives a node with a fill of the diagram's own letters that show on it; those of the theme may not.
function letter(shape) {
  const label = shape.parentElement.querySelector('.label');
  if (!label || /color:/.test(label.getAttribute('style'))) return;
  const paint = document.createElement('canvas').getContext('2d');
  paint.fillStyle = shape.style.fill;
  paint.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = paint.getImageData(0, 0, 1, 1).data;
  if (alpha < 128 || shape.style.fill === 'none') return;
  const color = 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? '#1b1b1b' : '#ffffff';
  for (const text of label.querySelectorAll('span, p, text, tspan')) text.style.cssText += `;color:${color} !important;fill:${color} !important`;
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
