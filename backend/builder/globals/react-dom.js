(dom, require) => {
  // React 19 has no render and no unmountComponentAtNode (react.dev/blog/2024/04/25/react-19-upgrade-guide).
  const client = require("react-dom/client");
  const roots = new WeakMap();
  const render = (element, container, then) => {
    if (!roots.has(container)) roots.set(container, client.createRoot(container));
    dom.flushSync(() => roots.get(container).render(element));
    then?.();
  };
  const unmountComponentAtNode = (container) => {
    roots.get(container)?.unmount();
    return roots.delete(container);
  };
  return { ...dom, ...client, render, hydrate: render, unmountComponentAtNode };
}
