import { recipes } from './data.js';
import * as views from './views.js';

const routes = { '/': views.home, '/recipes': views.list, '/about': views.about };

const navigate = (url) => {
  history.pushState({ at: Date.now() }, '', url);
  router();
};

function router() {
  const path = location.pathname;
  const match = path.match(/^\/recipes\/(\d+)$/);
  const view = match ? () => views.recipe(recipes[+match[1]]) : routes[path] ?? routes['/'];
  document.getElementById('app').innerHTML = view();
  document.querySelectorAll('nav a').forEach((a) => a.classList.toggle('active', a.getAttribute('href') === path));
}

window.addEventListener('popstate', router);
document.addEventListener('click', (e) => {
  const a = e.target.closest('[data-link]');
  if (a) {
    e.preventDefault();
    navigate(a.getAttribute('href'));
  }
});
window.goBack = () => history.back();
router();
