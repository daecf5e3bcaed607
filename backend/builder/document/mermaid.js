import { diagram, onScheme } from './diagram.js';
import { view } from './view.js';

const documents = JSON.parse(document.getElementById('documents').textContent);
const show = view(Object.keys(documents), (name) => diagram(name, documents[name]), (_, holder) => holder.innerHTML, 1.5);
onScheme(show);
