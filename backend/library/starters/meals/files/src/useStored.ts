import { useEffect, useState } from 'react';

/** State that outlives a reload. `read` turns whatever was stored, or null, into a value that can be used. */
export function useStored<T>(key: string, read: (value: unknown) => T) {
  const [value, setValue] = useState(() => read(load(key)));
  useEffect(() => localStorage.setItem(key, JSON.stringify(value)), [key, value]);
  return [value, setValue] as const;
}

function load(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}
