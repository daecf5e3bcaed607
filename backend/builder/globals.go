package builder

import (
	"slices"
	"strings"
)

// linkGlobal puts a library of the pack in place of the CDN script that makes it a global, and takes away a compiler
// that has nothing left to compile. It reports whether it did.
func (p *page) linkGlobal(e *element, ref remote) bool {
	if ref.name == "@babel/standalone" || ref.name == "babel-standalone" {
		if p.typedScripts == 0 || strings.Contains(p.text, "Babel.") {
			return false
		}
		p.splices = append(p.splices, splice{e.start, e.closeEnd, ""})
		return true
	}
	code, needs := global(ref.name)
	if code == "" || scriptType(e) != "classic" || slices.ContainsFunc(needs, func(name string) bool { return p.pack.Module(name) == nil }) {
		return false
	}
	p.libraries = append(p.libraries, needs...)
	if p.linkAt < 0 {
		p.linkAt = e.start
	}
	p.replace(e, p.inlineScript(e, e.retag(p.text, "script", "", "src", "integrity", "crossorigin"), code))
	return true
}

// global returns code that sets a library's global as its UMD build did, and the specifiers it needs; "" for none.
// React has no such build since 19, where ReactDOM.render went too (react.dev/blog/2024/04/25/react-19-upgrade-guide).
func global(name string) (code string, needs []string) {
	switch name {
	case "react":
		return `window.React = ` + requireName + `("react");`, []string{"react"}
	case "react-dom":
		return `{
  const dom = ` + requireName + `("react-dom"), client = ` + requireName + `("react-dom/client"), roots = new WeakMap();
  window.ReactDOM = {...dom, ...client,
    render(element, container, then) {
      if (!roots.has(container)) roots.set(container, client.createRoot(container));
      dom.flushSync(() => roots.get(container).render(element));
      then?.();
    },
    unmountComponentAtNode(container) {
      roots.get(container)?.unmount();
      return roots.delete(container);
    },
  };
}`, []string{"react-dom", "react-dom/client"}
	}
	return "", nil
}
