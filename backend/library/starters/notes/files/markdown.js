// A small Markdown renderer. It builds elements and sets text, never HTML, so a note cannot bring code with it.

const deepest = 10;

// Returns a fragment for the text. onTick(line) is called when a task box in that line (from 0) is pressed.
function renderMarkdown(text, onTick) {
  const lines = text.replace(/\r\n?/g, '\n').split('\n').map((content, number) => ({ content, number }));
  return renderBlocks(lines, onTick, 0);
}

function element(name, ...children) {
  const node = document.createElement(name);
  node.append(...children);
  return node;
}

const starts = {
  fence: /^ {0,3}(`{3,}|~{3,})\s*([\w+#.-]*)/,
  heading: /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/,
  rule: /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/,
  quote: /^ {0,3}> ?/,
  item: /^( {0,3})([-*+]|\d{1,9}[.)])(\s+|$)/,
  table: /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)+\|?\s*$/,
};

function renderBlocks(lines, onTick, depth) {
  const result = document.createDocumentFragment();
  let at = 0;
  while (at < lines.length) {
    const line = lines[at].content;
    if (!line.trim()) at += 1;
    else if (starts.fence.test(line)) at = renderFence(result, lines, at);
    else if (starts.heading.test(line)) at = renderHeading(result, lines, at);
    else if (starts.rule.test(line)) { result.append(element('hr')); at += 1; }
    else if (depth < deepest && starts.quote.test(line)) at = renderQuote(result, lines, at, onTick, depth);
    else if (depth < deepest && starts.item.test(line)) at = renderList(result, lines, at, onTick, depth);
    else if (line.includes('|') && starts.table.test(lines[at + 1]?.content ?? '')) at = renderTable(result, lines, at);
    else at = renderParagraph(result, lines, at);
  }
  return result;
}

function renderFence(result, lines, at) {
  const [, fence] = starts.fence.exec(lines[at].content);
  const isEnd = line => line.trim().startsWith(fence) && line.trim().replaceAll(fence[0], '') === '';
  let end = at + 1;
  while (end < lines.length && !isEnd(lines[end].content)) end += 1;
  const code = lines.slice(at + 1, end).map(line => line.content).join('\n');
  const block = element('pre', element('code', code));
  block.tabIndex = 0;
  result.append(block);
  return end + 1;
}

function renderHeading(result, lines, at) {
  const [, marks, title] = starts.heading.exec(lines[at].content);
  const heading = element(`h${Math.min(6, marks.length + 1)}`, renderInline(title));
  heading.className = `level${marks.length}`;
  result.append(heading);
  return at + 1;
}

function renderQuote(result, lines, at, onTick, depth) {
  let end = at;
  while (end < lines.length && starts.quote.test(lines[end].content)) end += 1;
  const inner = lines.slice(at, end).map(line => ({ ...line, content: line.content.replace(starts.quote, '') }));
  result.append(element('blockquote', renderBlocks(inner, onTick, depth + 1)));
  return end;
}

function renderList(result, lines, at, onTick, depth) {
  const kind = marker => (/\d/.test(marker) ? 'ol' : 'ul');
  const first = starts.item.exec(lines[at].content);
  const list = element(kind(first[2]));
  if (list.tagName === 'OL' && parseInt(first[2], 10) !== 1) list.start = parseInt(first[2], 10);
  while (at < lines.length) {
    const found = starts.item.exec(lines[at].content);
    if (!found || kind(found[2]) !== kind(first[2]) || starts.rule.test(lines[at].content)) break;
    const indent = found[1].length + found[2].length + 1;
    const own = [{ ...lines[at], content: lines[at].content.slice(found[0].length) }];
    at += 1;
    while (at < lines.length && belongs(lines, at)) {
      own.push({ ...lines[at], content: lines[at].content.replace(new RegExp(`^\\s{0,${indent}}`), '') });
      at += 1;
    }
    list.append(renderItem(own, onTick, depth));
    while (at < lines.length && !lines[at].content.trim() && starts.item.test(lines[at + 1]?.content ?? '')) at += 1;
  }
  result.append(list);
  return at;
}

// A line belongs to the list item above it when it is indented, or empty with an indented line after it.
function belongs(lines, at) {
  const line = lines[at].content;
  return line.trim() ? /^(\s{2,}|\t)/.test(line) : /^(\s{2,}|\t)\S/.test(lines[at + 1]?.content ?? '');
}

function renderItem(lines, onTick, depth) {
  const task = /^\[([ xX])\]\s+/.exec(lines[0].content);
  if (!task) return element('li', ...unwrap(renderBlocks(lines, onTick, depth + 1)));
  const [first, ...rest] = lines;
  const box = element('input');
  box.type = 'checkbox';
  box.checked = task[1] !== ' ';
  box.onchange = () => onTick(first.number);
  const label = element('label', box, element('span', renderInline(first.content.slice(task[0].length))));
  const item = element('li', label, renderBlocks(rest, onTick, depth + 1));
  item.className = 'task';
  return item;
}

// A paragraph that begins an item is shown without its own spacing.
function unwrap(fragment) {
  const [first, ...rest] = fragment.childNodes;
  return first?.tagName === 'P' ? [...first.childNodes, ...rest] : [...fragment.childNodes];
}

function renderTable(result, lines, at) {
  const cells = line => line.trim().replace(/^\||\|$/g, '').split(/(?<!\\)\|/).map(cell => cell.trim().replaceAll('\\|', '|'));
  const align = cells(lines[at + 1].content).map(mark => (/^:-+:$/.test(mark) ? 'center' : /-:$/.test(mark) ? 'end' : 'start'));
  const row = (line, name) => {
    const parts = cells(line);
    return element('tr', ...align.map((side, index) => {
      const cell = element(name, renderInline(parts[index] ?? ''));
      cell.style.textAlign = side;
      return cell;
    }));
  };
  const body = element('tbody');
  const head = element('thead', row(lines[at].content, 'th'));
  at += 2;
  for (; at < lines.length && lines[at].content.includes('|'); at += 1) body.append(row(lines[at].content, 'td'));
  const scroller = element('div', element('table', head, body));
  scroller.className = 'scroller';
  result.append(scroller);
  return at;
}

function renderParagraph(result, lines, at) {
  const own = [];
  const interrupts = line => !line.trim() || ['fence', 'heading', 'rule', 'quote'].some(name => starts[name].test(line)) || /^ {0,3}([-*+]|1[.)])\s/.test(line);
  do own.push(lines[at++].content.trimStart());
  while (at < lines.length && !interrupts(lines[at].content));
  result.append(element('p', renderInline(own.join('\n'))));
  return at;
}

const inline = new RegExp([
  /(?<code>`+)(?<coded>[^`]|[^`][\s\S]{0,2000}?[^`])\k<code>(?!`)/,
  /\\(?<escaped>[!-/:-@[-`{-~])/,
  /!?\[(?<label>[^\]\n]{0,500})\]\((?<target>[^()\s]{1,2000})(?:\s+"[^"\n]{0,300}")?\)/,
  /<?(?<address>https?:\/\/[^\s<>]{1,2000}[^\s<>.,:;!?'")\]])>?/,
  /(?<mark>\*\*|__|~~|\*|(?<![\p{L}\p{N}])_)(?=\S)(?<marked>[\s\S]{0,1000}?\S)\k<mark>/,
  /(?<break> {2,}\n|\\\n)/,
].map(part => part.source).join('|'), 'gu');

function renderInline(text, depth = 0) {
  const result = document.createDocumentFragment();
  let before = 0;
  for (const found of depth < deepest ? text.matchAll(inline) : []) {
    result.append(text.slice(before, found.index), inlineNode(found.groups, depth));
    before = found.index + found[0].length;
  }
  result.append(text.slice(before));
  return result;
}

function inlineNode(found, depth) {
  if (found.code) return element('code', found.coded);
  if (found.escaped) return document.createTextNode(found.escaped);
  if (found.break) return element('br');
  if (found.address) return link(found.address, document.createTextNode(found.address));
  if (found.target) return link(found.target, renderInline(found.label || found.target, depth + 1));
  const name = { '**': 'strong', __: 'strong', '~~': 'del' }[found.mark] ?? 'em';
  return element(name, renderInline(found.marked, depth + 1));
}

// Only addresses of the web and of mail become links; anything else stays words.
function link(target, content) {
  if (!/^(https?:|mailto:)/i.test(target)) return element('span', content);
  const anchor = element('a', content);
  anchor.href = target;
  anchor.target = '_blank';
  anchor.rel = 'noopener noreferrer';
  return anchor;
}
