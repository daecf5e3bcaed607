import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { queries } from '@/api/queries';
import type { App } from '@/api/types';
import type { OpenedApp } from '@/preview/useOpened';
import { LibraryCard } from './LibraryCard';
import { LibraryLine } from './LibraryLine';
import { useFetch } from './useFetch';

interface WithLibrariesProps {
  app: App;
  opened: OpenedApp;
  /** The running app. */
  children: ReactNode;
}

/** Shows an app, or a card in its place while something is missing that it cannot start without. */
export function WithLibraries({ app, opened, children }: WithLibrariesProps) {
  const version = opened.opened?.version ?? 0;
  const needs = opened.opened?.needs ?? [];
  const required = needs.filter((need) => need.required);
  if (version === 0 || needs.length === 0) return children;
  return (
    <Missing key={version} app={app} opened={opened} version={version} isRequired={required.length > 0}>
      {children}
    </Missing>
  );
}

function Missing({ app, opened, version, isRequired, children }: WithLibrariesProps & { version: number; isRequired: boolean }) {
  const [without, setWithout] = useState<string>(); // the fetch that had failed when the person went on without
  const [hidden, setHidden] = useState(false);
  const choice = useQuery(queries.state()).data?.settings.libraries ?? 'ask';
  const { reload } = opened;
  const newest = useRef(reload);
  useEffect(() => {
    newest.current = reload;
  }, [reload]);
  const work = useFetch(app.id, version, useCallback(() => newest.current(), []));
  useAlways(choice === 'always' && work.fetch === null, () => work.start(!isRequired));
  const needs = opened.opened?.needs ?? [];
  if (isRequired && without === undefined) {
    const required = needs.filter((need) => need.required);
    return <LibraryCard appName={app.name} needs={required} work={work} choice={choice} onOpenWithout={() => setWithout(work.fetch?.id ?? '')} />;
  }
  return (
    <>
      {!hidden && choice !== 'never' && <LibraryLine needs={needs} work={work} known={without ?? ''} onHide={() => setHidden(true)} />}
      {children}
    </>
  );
}

/** Begins once by itself when the person chose that libraries are always fetched. */
function useAlways(isDue: boolean, start: () => void): void {
  const begun = useRef(false);
  useEffect(() => {
    if (!isDue || begun.current) return;
    begun.current = true;
    start();
  });
}
