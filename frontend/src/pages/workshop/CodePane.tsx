import { lazy, Suspense, useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { queries } from '@/api/queries';
import type { File, Message, Problem } from '@/api/types';
import type { ShownFile } from '@/editor/CodeView';
import type { LineProblem } from '@/editor/marks';
import { NoVersion, type PaneProps } from './Pane';

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

/** Lays the files of a reply over those of a version. A reply that became a version adds nothing. */
export function overlay(files: readonly File[], reply: Message | undefined): ShownFile[] {
  const shown = new Map<string, ShownFile>(
    files.map((f) => [f.path, { path: f.path, text: f.content, state: 'whole', isEdit: false }]),
  );
  const state = reply?.generation?.state;
  if (!reply || state === 'done') return [...shown.values()];
  for (const part of reply.parts) {
    const path = part.path ?? '';
    if (part.type === 'delete') shown.delete(path);
    if (part.type !== 'file' && part.type !== 'edit') continue;
    const unfinished = state === 'running' ? 'writing' : 'unfinished';
    shown.set(path, {
      path,
      text: part.text,
      state: part.complete && state === 'running' ? 'whole' : unfinished,
      isEdit: part.type === 'edit',
    });
  }
  return [...shown.values()];
}

function byFile(problems: readonly Problem[]): Map<string, LineProblem[]> {
  const found = new Map<string, LineProblem[]>();
  for (const { file, line, text, severity } of problems) {
    if (file === '') continue;
    found.set(file, [...(found.get(file) ?? []), { line, text, severity }]);
  }
  return found;
}
