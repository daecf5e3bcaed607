(made) => {
  // The address of an app's frame keeps its path, so an app's own history lives behind the hash
  // (router.vuejs.org/guide/essentials/history-mode.html).
  if (!made?.createWebHashHistory) return;
  const patched = { ...made, default: made.default, __esModule: true, createWebHistory: () => made.createWebHashHistory() };
  if (window.VueRouter === made) window.VueRouter = patched;
  return patched;
}
