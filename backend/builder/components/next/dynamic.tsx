// next/dynamic: a component that is loaded when it is first drawn.
import { createElement, lazy, Suspense, type ComponentType } from 'react';

type Loaded<P> = ComponentType<P> | { default: ComponentType<P> };
type Load<P> = (() => Promise<Loaded<P>>) | Promise<Loaded<P>>;
type Options<P> = { loader?: Load<P>; loading?: ComponentType<{ isLoading?: boolean }>; ssr?: boolean; suspense?: boolean };

export default function dynamic<P extends object>(load: Load<P> | Options<P>, options: Options<P> = {}): ComponentType<P> {
  const all = typeof load === 'object' && !('then' in load) ? { ...load, ...options } : { ...options, loader: load };
  const { loader, loading: Loading } = all;
  const Part = lazy(async () => {
    const made = await (typeof loader === 'function' ? loader() : loader);
    if (!made) {
      throw new Error('dynamic() was not told what to load.');
    }
    return 'default' in made ? made : { default: made };
  });
  return function Dynamic(props: P) {
    return <Suspense fallback={Loading ? <Loading isLoading /> : null}>{createElement(Part as ComponentType<P>, props)}</Suspense>;
  };
}
