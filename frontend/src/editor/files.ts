import type { File, Message } from '@/api/types';

/** A file as the code view shows it. */
export interface ShownFile {
  path: string;
  text: string;
  state: 'whole' | 'writing' | 'unfinished';
  /** Whether `text` are changes to the file and not the file itself. */
  isEdit: boolean;
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
