/** The keys that exist, as a person reads them; shown by "?" and beside menu items. */
export const keyList: readonly { group: string; keys: readonly [keys: string, does: string][] }[] = [
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
