// The prefix of version 3, which stood before the utility and not, as in version 4, before the variants.

export type Prefixed = { candidates: string[]; css: string; restore: (made: string) => string };

// withoutPrefix takes a prefix such as tw- out of candidates and of the classes that a style sheet applies; restore puts
// it into the selectors of what was made of them.
export function withoutPrefix(prefix: string, candidates: string[], css: string): Prefixed {
  const written = new Map<string, string>();
  for (const candidate of candidates) {
    const at = candidate.lastIndexOf(':', bracketOf(candidate)) + 1;
    const base = /^([!-]*)(.*)$/s.exec(candidate.slice(at))!;
    if (base[2]!.startsWith(prefix)) written.set(candidate.slice(0, at) + base[1]! + base[2]!.slice(prefix.length), candidate);
  }
  return {
    candidates: [...written.keys()],
    css: css.replace(/@apply[^;}]*/g, (rule) => rule.replace(/[^\s;]+/g, (word) => word.replace(new RegExp(`(^|:)([!-]*)${literal(prefix)}`), '$1$2'))),
    restore: (made) => {
      for (const [plain, candidate] of written) made = made.replaceAll(new RegExp(`\\.${literal(escaped(plain))}(?![\\w\\\\-])`, 'g'), () => `.${escaped(candidate)}`);
      return made;
    },
  };
}

function bracketOf(candidate: string): number {
  const at = candidate.search(/-[[(]/);
  return at < 0 ? candidate.length : at;
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

// escaped writes a class as an identifier of CSS (drafts.csswg.org/cssom/#serialize-an-identifier).
function escaped(name: string): string {
  return name.replace(/[^\w\u0080-\uffff-]/g, '\\$&').replace(/^(-?)(\d)/, (_, dash: string, digit: string) => `${dash}\\3${digit} `);
}
