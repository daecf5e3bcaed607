import { marked } from 'marked';
import { extensions } from './extensions.js';
import { make } from './view.js';

const documents = JSON.parse(document.getElementById('documents').textContent);
const names = Object.keys(documents);
const main = document.querySelector('main');
const nav = document.querySelector('nav');
marked.use({ gfm: true });
for (const extension of extensions) if (extension.marked) marked.use(extension.marked);

const titleOf = (name) => /^#\s+(.+?)\s*#*$/m.exec(documents[name])?.[1].replace(/[*_`]/g, '') ?? name.replace(/^.*\//, '').replace(/\.\w+$/, '');

function slug(text, taken) {
  const base = text.toLowerCase().replace(/[^\p{L}\p{N}\s-]/gu, '').trim().replace(/\s+/g, '-') || 'part';
  let id = base;
  for (let n = 1; taken.has(id); n++) id = `${base}-${n}`;
  taken.add(id);
  return id;
}

async function show(name, fragment) {
  const front = /^---\n[^]*?\n---\n/.exec(documents[name])?.[0] ?? '';
  main.innerHTML = marked.parse(documents[name].slice(front.length));
  const taken = new Set();
  const headings = [...main.querySelectorAll('h1, h2, h3, h4')];
  for (const heading of headings) heading.id ||= slug(heading.textContent, taken);
  for (const table of main.querySelectorAll('table')) {
    const frame = make('div', { className: 'table', tabIndex: 0 });
    table.replaceWith(frame);
    frame.append(table);
  }
  document.title = titleOf(name);
  contents(name, headings.filter((h) => h.tagName !== 'H4'));
  for (const extension of extensions) if (extension.after) await extension.after(main);
  if (fragment) document.getElementById(fragment)?.scrollIntoView();
  else scrollTo(0, 0);
}

function contents(name, headings) {
  const files = make('div', { className: 'files' }, ...names.map((other) => {
    const link = make('a', { href: `#/${other}` }, titleOf(other));
    if (other === name) link.ariaCurrent = 'page';
    return link;
  }));
  const links = headings.map((h) => make('a', { href: `#${h.id}`, className: `level${h.tagName[1]}` }, h.textContent));
  nav.hidden = names.length < 2 && headings.length < 3;
  nav.replaceChildren(...(names.length > 1 ? [files] : []), ...(headings.length > 2 ? links : []));
}

// Links to headings and to other files of the document stay in the page.
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  const href = link?.getAttribute('href') ?? '';
  const [path, fragment] = href.replace(/^#\//, '').split('#');
  const file = names.find((name) => name === path || name === path.replace(/^\.\//, '') || name.endsWith(`/${path.replace(/^(\.\.?\/)+/, '')}`));
  if (href.startsWith('#/') || (file && !/^[a-z]+:/.test(href))) {
    event.preventDefault();
    if (file) void show(file, fragment);
  } else if (href.startsWith('#')) {
    event.preventDefault();
    document.getElementById(decodeURIComponent(href.slice(1)))?.scrollIntoView({ behavior: 'smooth' });
  }
});

void show(names[0]);
