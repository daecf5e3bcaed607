import { make, view } from './view.js';

const documents = JSON.parse(document.getElementById('documents').textContent);

function draw(name) {
  // The parser of HTML shows what the stricter one of XML would refuse.
  const holder = make('div', { innerHTML: documents[name] });
  const svg = holder.querySelector('svg');
  return svg ? { svg } : { problem: make('div', { className: 'problem', role: 'alert' }, make('p', {}, `${name} has no svg element, so there is nothing to show.`)) };
}

view(Object.keys(documents), draw, (name) => documents[name], 4);
