// next/head: React moves title, meta and link elements to the head by itself.
import type { ReactNode } from 'react';

export function Head({ children }: { children?: ReactNode }) {
  return <>{children}</>;
}

export default Head;
