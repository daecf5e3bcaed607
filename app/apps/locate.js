const [target] = arguments;
const isSeen = (it) => {
  const box = it.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && it.checkVisibility({ visibilityProperty: true });
};
const [, role, wanted] = /^([a-z]+): (.*)$/s.exec(target) ?? [];
if (!role) return [...document.querySelectorAll(target)].find(isSeen) ?? null;
const fold = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
const native = {
  button: 'button, input[type=button], input[type=submit], input[type=reset], summary',
  link: 'a[href]',
  textbox: 'textarea, [contenteditable=true], [contenteditable=""], input:not([type]), input[type=text], input[type=email], input[type=url], input[type=tel], input[type=password], input[type=search], input[type=date], input[type=time], input[type=month]',
  searchbox: 'input[type=search]',
  spinbutton: 'input[type=number]',
  slider: 'input[type=range]',
  checkbox: 'input[type=checkbox]',
  radio: 'input[type=radio]',
  combobox: 'select, input[list]',
  option: 'option',
  heading: 'h1, h2, h3, h4, h5, h6',
  listitem: 'li',
  img: 'img, svg[role=img]',
  cell: 'td',
  row: 'tr',
  dialog: 'dialog',
};
const texts = (ids) => fold(ids.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? '').join(' '));
const nameOf = (it) =>
  (it.getAttribute('aria-labelledby') && texts(it.getAttribute('aria-labelledby'))) ||
  fold(it.getAttribute('aria-label')) ||
  (it.labels?.length && fold([...it.labels].map((label) => (it.localName === 'select' ? label.innerText.replace(it.innerText, '') : label.innerText)).join(' '))) ||
  (/^(input|textarea|select)$/.test(it.localName) ? (/^(button|submit|reset)$/.test(it.type) ? fold(it.value) : '') : fold(it.innerText || it.textContent)) ||
  fold(it.getAttribute('alt')) ||
  fold(it.getAttribute('title')) ||
  fold(it.getAttribute('placeholder')) ||
  fold(it.querySelector?.('img[alt], svg title')?.getAttribute('alt'));
const roots = [document, ...[...document.querySelectorAll('*')].map((it) => it.shadowRoot).filter(Boolean)];
for (const root of roots) {
  for (const it of root.querySelectorAll(`[role=${role}]${native[role] ? ', ' + native[role] : ''}`)) {
    if (it.hasAttribute('role') && it.getAttribute('role') !== role) continue;
    const name = nameOf(it);
    const fits = wanted.startsWith('~') ? name.includes(wanted.slice(1)) : name === wanted;
    if (fits && (isSeen(it) || (it.localName === 'input' && it.labels?.length))) return isSeen(it) ? it : it.labels[0];
  }
}
return null;
