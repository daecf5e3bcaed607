import { recipes } from './data.js';
export const home = () => `<h1>Welcome</h1><p>${recipes.length} recipes</p>`;
export const list = () => `<h1>Recipes</h1><ul>${recipes.map((r, i) => `<li><a href="/recipes/${i}" data-link>${r.name}</a></li>`).join('')}</ul>`;
export const about = () => '<h1>About us</h1>';
export const recipe = (r) => `<h1>${r.name}</h1><p>Takes ${r.time} minutes</p><button onclick="goBack()">Back</button>`;
