import { useState } from 'react';

/**
 * Keeps the end of a scrolled list in sight as it grows, only while the person is at the end. Returns refs for the
 * scrolling element and for its content.
 */
export function useFollowEnd(): { scroller: React.RefCallback<HTMLElement>; content: React.RefCallback<HTMLElement> } {
  const [refs] = useState(() => {
    let box: HTMLElement | null = null;
    let atEnd = true;
    let lastTop = 0;
    // The list may have grown since the scrolling that is told here, so only going up leaves the end.
    const onScroll = () => {
      if (!box) return;
      const isNear = box.scrollHeight - box.scrollTop - box.clientHeight < 40;
      atEnd = isNear || (atEnd && box.scrollTop >= lastTop);
      lastTop = box.scrollTop;
    };
    const follow = () => {
      if (box && atEnd) box.scrollTop = box.scrollHeight;
    };
    const scroller = (element: HTMLElement | null) => {
      box = element;
      element?.addEventListener('scroll', onScroll, { passive: true });
      return () => element?.removeEventListener('scroll', onScroll);
    };
    const content = (element: HTMLElement | null) => {
      if (!element) return undefined;
      const observer = new ResizeObserver(follow);
      observer.observe(element);
      return () => observer.disconnect();
    };
    return { scroller, content };
  });
  return refs;
}
