import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { PUT, take } from '@/api/client';
import { queries } from '@/api/queries';

const SAVE_AFTER_MS = 250;

/** A text that outlives the page: kept in the library a moment after each change, and when the page goes. */
export function useDraft(key: string): { text: string; setText: (text: string) => void } {
  const saved = useQuery({ ...queries.draft(key), gcTime: 0 });
  const [typed, setTyped] = useState<string | null>(null);
  const unsaved = useRef<string | null>(null);

  const save = useCallback(() => {
    const text = unsaved.current;
    if (text === null) return;
    unsaved.current = null;
    take(PUT('/api/drafts/{key}', { params: { path: { key } }, body: { text }, keepalive: true })).catch(() => {
      unsaved.current ??= text; // tried again with the next change
    });
  }, [key]);

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const setText = useCallback(
    (text: string) => {
      setTyped(text);
      unsaved.current = text;
      clearTimeout(timer.current);
      timer.current = setTimeout(save, SAVE_AFTER_MS);
    },
    [save],
  );

  useEffect(() => {
    window.addEventListener('pagehide', save);
    return () => {
      window.removeEventListener('pagehide', save);
      clearTimeout(timer.current);
      save();
    };
  }, [save]);

  return { text: typed ?? saved.data ?? '', setText };
}
