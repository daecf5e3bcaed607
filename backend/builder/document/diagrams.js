import { diagram, onScheme } from './diagram.js';
import { make } from './view.js';

// Fences named mermaid as drawings.
async function draw(main) {
  for (const block of main.querySelectorAll('pre > code.language-mermaid')) {
    block.parentElement.replaceWith(make('div', { className: 'diagram', source: block.textContent }));
  }
  for (const place of main.querySelectorAll('.diagram')) {
    const drawn = await diagram('The diagram', place.source);
    place.replaceChildren(drawn.svg ?? drawn.problem);
  }
}

onScheme(() => draw(document.querySelector('main')));
export default { after: draw };
