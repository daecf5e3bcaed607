// The JSX runtime of apps in Next.js: elements of async components wait for them.
import * as runtime from 'react/jsx-runtime';
import { served } from 'whittle/next-served';

export const Fragment = runtime.Fragment;

export const jsx: typeof runtime.jsx = (type, props, key) => runtime.jsx(served(type), props, key);

export const jsxs: typeof runtime.jsxs = (type, props, key) => runtime.jsxs(served(type), props, key);
