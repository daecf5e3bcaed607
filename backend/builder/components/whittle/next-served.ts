// Components of the app folder may be async functions that a server would wait for. Here React waits for them.
import { createElement, use, type ComponentType, type ReactNode } from 'react';
import type { Made, Props } from './next-routes';

type AsyncPart = (props: Props) => Promise<ReactNode>;
type Asked = { props: Props; node: Promise<ReactNode> };

const waiting = new WeakMap<object, ComponentType<Props>>();
const maxKept = 50;

function isAsync(type: unknown): type is AsyncPart {
  return typeof type === 'function' && type.constructor.name === 'AsyncFunction';
}

function isSame(a: Props, b: Props): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.is(a[name], b[name]));
}

/** Returns a component that waits for an async one and asks it once for the same properties; others as they are. */
export function served<T>(type: T): T {
  if (!isAsync(type)) {
    return type;
  }
  const before = waiting.get(type);
  if (before) {
    return before as T;
  }
  const kept: Asked[] = [];
  const Waiting = (props: Props) => {
    let made = kept.find((one) => isSame(one.props, props));
    if (!made) {
      made = { props, node: type(props) };
      kept.push(made);
      kept.splice(0, kept.length - maxKept);
    }
    return use(made.node);
  };
  waiting.set(type, Waiting);
  return Waiting as T;
}

export function draw(type: Made, props: Props, ...children: ReactNode[]): ReactNode {
  return createElement(served(type), props, ...children);
}

/** Returns a value that can be awaited, used and read at once, as properties of pages were and are. */
export function ready<T extends object>(value: T): Promise<T> & T {
  const promise = Object.assign(Promise.resolve(value), value);
  Object.defineProperty(promise, 'status', { value: 'fulfilled' });
  Object.defineProperty(promise, 'value', { value });
  return promise;
}
