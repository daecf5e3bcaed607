import { lazy, Suspense, useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { queries } from '@/api/queries';
import type { File, Problem } from '@/api/types';
import { overlay } from '@/editor/files';
import type { LineProblem } from '@/editor/marks';
import { NoVersion } from './NoVersion';
import type { PaneProps } from './Pane';

const CodeView = lazy(() => import('@/editor/CodeView').then((m) => ({ default: m.CodeView })));
const noFiles: File[] = [];

/** The files of the shown version, and over them those of a reply that is being written or was left unfinished. */
export function CodePane({ app, isGone, opened, shown, reply }: PaneProps) {
  const version = useQuery({ ...queries.version(app?.id ?? '', shown), enabled: shown > 0 }).data;
  const isLatest = shown === (app?.version ?? 0);
  const files = useMemo(
    () => overlay(version?.files ?? noFiles, isLatest ? reply : undefined),
    [version, reply, isLatest],
  );
  const problems = useMemo(() => byFile(opened.opened?.problems ?? []), [opened.opened]);
  if (files.length === 0) return <NoVersion isGone={isGone} />;
  return (
    <Suspense>
      <CodeView files={files} problems={problems} />
    </Suspense>
  );
}

function byFile(problems: readonly Problem[]): Map<string, LineProblem[]> {
  const found = new Map<string, LineProblem[]>();
  for (const { file, line, text, severity } of problems) {
    if (file === '') continue;
    found.set(file, [...(found.get(file) ?? []), { line, text, severity }]);
  }
  return found;
}
