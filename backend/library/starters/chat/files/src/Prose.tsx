import type { ReactNode } from 'react';

/** An answer as it reads: paragraphs, headings, lists, code. Everything becomes text, never HTML. */
export function Prose({ text }: { text: string }) {
  return <div className="prose">{text.split(/(^```[^\n]*\n[\s\S]*?(?:^```[ \t]*$|$(?![\s\S])))/m).map((part, index) => (part.startsWith('```') ? <Code key={index} text={part} /> : <Blocks key={index} text={part} />))}</div>;
}

function Code({ text }: { text: string }) {
  const code = text.replace(/^```[^\n]*\n/, '').replace(/\n?```[ \t]*$/, '');
  return <pre tabIndex={0}><code>{code}</code></pre>;
}

function Blocks({ text }: { text: string }) {
  const groups: string[][] = [];
  for (const line of text.split('\n')) {
    const last = groups[groups.length - 1];
    if (!line.trim()) groups.push([]);
    else if (last?.length && kindOf(last[0]) === kindOf(line) && kindOf(line) !== 'heading') last.push(line);
    else groups.push([line]);
  }
  return groups.filter(lines => lines.length > 0).map((lines, index) => <Block key={index} lines={lines} />);
}

function kindOf(line: string): 'ul' | 'ol' | 'heading' | 'quote' | 'p' {
  if (/^\s*[-*•]\s/.test(line)) return 'ul';
  if (/^\s*\d+[.)]\s/.test(line)) return 'ol';
  if (/^#{1,6}\s/.test(line)) return 'heading';
  return /^>\s?/.test(line) ? 'quote' : 'p';
}

function Block({ lines }: { lines: string[] }) {
  const kind = kindOf(lines[0]);
  const bare = lines.map(line => line.replace(/^\s*(?:[-*•]|\d+[.)]|#{1,6}|>)\s?/, ''));
  if (kind === 'ul') return <ul>{bare.map((line, index) => <li key={index}>{inline(line)}</li>)}</ul>;
  if (kind === 'ol') return <ol start={parseInt(lines[0], 10)}>{bare.map((line, index) => <li key={index}>{inline(line)}</li>)}</ol>;
  if (kind === 'heading') return <p className="heading">{inline(bare[0])}</p>;
  if (kind === 'quote') return <blockquote>{inline(bare.join('\n'))}</blockquote>;
  return <p>{inline(lines.join('\n'))}</p>;
}

function inline(text: string): ReactNode[] {
  return text.split(/(`[^`\n]+`|\*\*[^*\n]+\*\*|\*[^*\s][^*\n]*\*)/).map((part, index) => {
    if (part.startsWith('`') && part.length > 2) return <code key={index}>{part.slice(1, -1)}</code>;
    if (part.startsWith('**') && part.length > 4) return <strong key={index}>{part.slice(2, -2)}</strong>;
    return part.startsWith('*') && part.length > 2 ? <em key={index}>{part.slice(1, -1)}</em> : part;
  });
}
