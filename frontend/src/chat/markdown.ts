/** The little Markdown that models write in prose, read into plain data. HTML in it stays text. */
export type Block =
  | { type: 'paragraph'; text: string }
  | { type: 'heading'; text: string }
  | { type: 'list'; ordered: boolean; start: number; items: string[] }
  | { type: 'quote'; text: string }
  | { type: 'code'; language: string; text: string }
  | { type: 'rule' };

export type Span =
  | { type: 'text'; text: string }
  | { type: 'code'; text: string }
  | { type: 'strong' | 'em'; spans: Span[] }
  | { type: 'link'; url: string; spans: Span[] };

const fence = /^ {0,3}(```+|~~~+)\s*([\w+-]*)[^`]*$/;
const item = /^ {0,3}(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;

/**
 * Cuts prose at blank lines outside of code, so that what was written before never has to be read again while the
 * end still grows. Joined with a blank line the pieces are the prose.
 */
export function splitBlocks(prose: string): string[] {
  const blocks: string[] = [];
  let lines: string[] = [];
  let open = '';
  for (const line of prose.split('\n')) {
    const mark = fence.exec(line)?.[1];
    if (mark && (open === '' || (mark.startsWith(open) && line.trim() === mark))) open = open === '' ? mark : '';
    if (line.trim() === '' && open === '') {
      if (lines.length > 0) blocks.push(lines.join('\n'));
      lines = [];
    } else {
      lines.push(line);
    }
  }
  if (lines.length > 0) blocks.push(lines.join('\n'));
  return blocks;
}

/** Reads one piece of splitBlocks, which may hold several blocks when no blank line stands between them. */
export function readBlocks(piece: string): Block[] {
  const lines = piece.split('\n');
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) at = readBlock(lines, at, blocks);
  return blocks;
}

function readBlock(lines: string[], at: number, blocks: Block[]): number {
  const line = lines[at] ?? '';
  const mark = fence.exec(line);
  if (mark?.[1]) return readCode(lines, at, mark[1], mark[2] ?? '', blocks);
  if (item.test(line)) return readList(lines, at, blocks);
  const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line);
  if (heading?.[1] !== undefined) {
    blocks.push({ type: 'heading', text: heading[1] });
    return at + 1;
  }
  if (/^ {0,3}([-*_])(\s*\1){2,}\s*$/.test(line)) {
    blocks.push({ type: 'rule' });
    return at + 1;
  }
  return readText(lines, at, blocks);
}

function readCode(lines: string[], at: number, mark: string, language: string, blocks: Block[]): number {
  const body: string[] = [];
  let next = at + 1;
  while (next < lines.length && !(lines[next] ?? '').trim().startsWith(mark)) {
    body.push(lines[next] ?? '');
    next += 1;
  }
  blocks.push({ type: 'code', language, text: body.join('\n') });
  return next + 1;
}

function readList(lines: string[], at: number, blocks: Block[]): number {
  const first = item.exec(lines[at] ?? '');
  const ordered = first?.[1] !== undefined;
  const items: string[] = [];
  let next = at;
  for (; next < lines.length; next += 1) {
    const line = lines[next] ?? '';
    const found = item.exec(line);
    if (found && (found[1] !== undefined) === ordered) items.push(found[2] ?? '');
    else if (/^\s{2,}\S/.test(line) && items.length > 0) items.push(`${items.pop() ?? ''}\n${line.trim()}`);
    else break;
  }
  blocks.push({ type: 'list', ordered, start: Number(first?.[1] ?? 1), items });
  return next;
}

function readText(lines: string[], at: number, blocks: Block[]): number {
  const quoted = (lines[at] ?? '').startsWith('>');
  const body: string[] = [];
  let next = at;
  for (; next < lines.length; next += 1) {
    const line = lines[next] ?? '';
    if (next > at && (fence.test(line) || item.test(line) || /^#{1,6}\s/.test(line) || line.startsWith('>') !== quoted)) {
      break;
    }
    body.push(quoted ? line.replace(/^>\s?/, '') : line.trimStart());
  }
  blocks.push({ type: quoted ? 'quote' : 'paragraph', text: body.join('\n') });
  return next;
}

const inline = /(`+)(.+?)\1(?!`)|\*\*(?=\S)(.+?)\*\*|\*(?=[^\s*])(.+?)\*|\b_(?=[^\s_])(.+?)_\b|\[([^\]]+)\]\(([^()\s]+)\)/s;

/** Reads emphasis, code and links of one line of prose. Links other than http, https and mailto stay text. */
export function readSpans(text: string, depth = 0): Span[] {
  const spans: Span[] = [];
  let rest = text;
  while (rest !== '') {
    const match = depth < 4 ? inline.exec(rest) : null;
    if (!match) {
      spans.push({ type: 'text', text: rest });
      break;
    }
    if (match.index > 0) spans.push({ type: 'text', text: rest.slice(0, match.index) });
    spans.push(spanOf(match, depth + 1));
    rest = rest.slice(match.index + match[0].length);
  }
  return spans;
}

function spanOf(match: RegExpExecArray, depth: number): Span {
  const [whole, , code, strong, star, underscore, label, url] = match;
  if (code !== undefined) return { type: 'code', text: code.trim() === '' ? code : code.replace(/^ (.*) $/, '$1') };
  if (strong !== undefined) return { type: 'strong', spans: readSpans(strong, depth) };
  const em = star ?? underscore;
  if (em !== undefined) return { type: 'em', spans: readSpans(em, depth) };
  if (label !== undefined && url !== undefined && /^(https?:\/\/|mailto:)/i.test(url)) {
    return { type: 'link', url, spans: readSpans(label, depth) };
  }
  return { type: 'text', text: whole };
}
