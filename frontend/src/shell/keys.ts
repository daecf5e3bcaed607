export type KeyGroup = { group: string; keys: readonly (readonly [keys: string, does: string])[] };

/** The keys that exist, as a person reads them; shown by "?". */
const keyList: readonly KeyGroup[] = [
  {
    group: 'Anywhere',
    keys: [
      ['Ctrl K', 'Command bar'],
      ['Ctrl N', 'New app'],
      ['Ctrl 1', 'Home'],
      ['Ctrl 4 to 9', 'Open pins 1 to 6'],
      ['Ctrl ,', 'Settings'],
      ['Ctrl B', 'Sidebar on, off'],
      ['Ctrl L', 'To the composer'],
      ['Ctrl [, Ctrl ]', 'Back, forward'],
      ['Ctrl Z', 'Undo a deletion or a pin'],
      ['F6, Shift F6', 'Next, previous pane'],
      ['?', 'This list'],
    ],
  },
  {
    group: 'Composer',
    keys: [
      ['Enter', 'Send'],
      ['Shift Enter', 'New line'],
      ['Up, when empty', 'Edit the last prompt'],
      ['Ctrl M', 'Choose the model'],
    ],
  },
  {
    group: 'Home',
    keys: [
      ['/', 'Search apps'],
      ['Arrows, Home, End', 'Move among apps'],
      ['Enter', 'Open'],
      ['E, P, D, F2', 'Edit in chat, pin, duplicate, rename'],
      ['Delete', 'Delete, with undo'],
      ['Alt Left, Alt Right', 'Move a pin'],
      ['Shift F10', 'Menu of an app or a chat'],
    ],
  },
  {
    group: 'App and chat',
    keys: [
      ['Ctrl .', 'Stop writing'],
      ['Ctrl R', 'Reload the app'],
      ['Ctrl J', 'Console'],
      ['Ctrl Shift P, C, V', 'Preview, code, versions'],
      ['Esc twice', 'From an app back to Whittle'],
    ],
  },
];

/** Keys that browsers keep for themselves, so that a served page never sees them. */
const takenByBrowsers = ['Ctrl N'];

/** The keys of a page in Whittle's window, or of one that was served to a browser. */
export function keysOf(mode: 'window' | 'served'): readonly KeyGroup[] {
  if (mode === 'window') return keyList;
  return keyList.map(({ group, keys }) => ({ group, keys: keys.filter(([key]) => !takenByBrowsers.includes(key)) }));
}
