// next/script: adds a script to the page once it is there.
import { useEffect, type ComponentProps } from 'react';

type ScriptProps = ComponentProps<'script'> & {
  strategy?: 'beforeInteractive' | 'afterInteractive' | 'lazyOnload' | 'worker';
  onReady?: () => void;
};

const added = new Map<string, Promise<unknown>>();

function add({ src, id, children, dangerouslySetInnerHTML: inner }: ScriptProps): Promise<unknown> {
  const key = src ?? id ?? String(inner?.__html ?? children);
  const before = added.get(key);
  if (before) {
    return before;
  }
  const script = document.createElement('script');
  const loaded = new Promise((resolve, reject) => {
    if (src) {
      script.onload = resolve;
      script.onerror = () => reject(new Error(`The script ${src} could not be loaded.`));
      script.src = src;
    } else {
      script.textContent = String(inner?.__html ?? children ?? '');
      resolve(undefined);
    }
  });
  document.body.append(script);
  added.set(key, loaded);
  return loaded;
}

export function Script(props: ScriptProps) {
  const { src, onLoad, onReady, onError } = props;
  useEffect(() => {
    add(props).then(
      (event) => {
        onLoad?.(event as never);
        onReady?.();
      },
      (error) => onError?.(error as never),
    );
    // Only another script is another script: the callbacks are those of the first drawing.
  }, [src]);
  return null;
}

export default Script;
