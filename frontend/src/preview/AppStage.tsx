import { useState } from 'react';
import type { AppRun } from './AppRun';
import { PreviewFrame } from './PreviewFrame';
import { useStore } from './useStore';

export interface Page {
  key: string;
  url: string;
  version: number;
}

interface AppStageProps {
  run: AppRun;
  page: Page;
  title: string;
  theme: 'light' | 'dark';
}

/** Shows a page; when another takes its place, the old one stays until the new one has painted. */
export function AppStage({ run, page, title, theme }: AppStageProps) {
  const shownKey = useStore(run.shown);
  const [shown, setShown] = useState(page);
  if (shown.key !== page.key && shownKey === page.key) setShown(page);
  const pages = shown.key === page.key ? [page] : [shown, page];
  return (
    <div className="relative min-h-0 flex-1 overflow-hidden">
      {pages.map((p) => (
        <PreviewFrame
          key={p.key}
          run={run}
          page={p.key}
          url={p.url}
          version={p.version}
          title={title}
          theme={theme}
          behind={p.key !== shown.key}
          painted={p.key === shownKey || p.key !== page.key}
        />
      ))}
    </div>
  );
}
