import { describe, expect, it } from 'vitest';
import type { Generation, Message, Part } from '@/api/types';
import { overlay } from './files';

const files = [
  { path: 'a.ts', content: 'one' },
  { path: 'b.ts', content: 'two' },
];
const parts: Part[] = [
  { type: 'text', text: 'Now:', complete: true },
  { type: 'file', path: 'a.ts', text: 'new', complete: true },
  { type: 'edit', path: 'c.ts', text: '<<<', complete: false },
  { type: 'delete', path: 'b.ts', text: '', complete: true },
];

function reply(state: Generation['state']): Message {
  return { id: 'm', session_id: 's', role: 'assistant', text: '', parts, created_at: 1, generation: { state } as Generation };
}

describe('overlay', () => {
  it('shows a version as it is when no reply is open', () => {
    const whole = files.map((f) => ({ path: f.path, text: f.content, state: 'whole', isEdit: false }));
    expect(overlay(files, undefined)).toEqual(whole);
    expect(overlay(files, reply('done'))).toEqual(whole);
  });

  it('lays what is being written over it', () => {
    expect(overlay(files, reply('running'))).toEqual([
      { path: 'a.ts', text: 'new', state: 'whole', isEdit: false },
      { path: 'c.ts', text: '<<<', state: 'writing', isEdit: true },
    ]);
  });

  it.each(['stopped', 'cut_off', 'failed', 'interrupted'] as const)('never passes off what was %s as a version', (state) => {
    expect(overlay(files, reply(state)).map((f) => f.state)).toEqual(['unfinished', 'unfinished']);
  });
});
