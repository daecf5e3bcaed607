import { useEffect, useState } from 'react';

const shownMS = 4000;

/** Says for a moment that what fills the window is an app, and how that ends. */
export function FullscreenNote({ name }: { name: string }) {
  const [isShown, setShown] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setShown(false), shownMS);
    return () => clearTimeout(timer);
  }, []);
  if (!isShown) return null;
  return (
    <p role="status" className="pointer-events-none absolute inset-x-0 top-4 z-30 mx-auto w-fit max-w-[calc(100%-48px)] truncate rounded-md bg-overlay px-3 py-1.5 text-sm shadow-3 ring-[.5px] ring-line-strong">
      {name} fills the window. Esc ends it.
    </p>
  );
}
