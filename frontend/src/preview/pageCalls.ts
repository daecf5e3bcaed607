/** What a page may ask beside AI and links, and how it is checked. */

export const pageLimits = {
  records: 50 * 1024 * 1024, // characters of one write
  patches: 10_000,
  address: 4_096,
  clipboard: 32 * 1024 * 1024, // bytes of a picture
  clipboardText: 4 * 1024 * 1024,
  notice: 300, // characters of a notification's title and of its text
} as const;

/** What one transaction of a page changed: what begins with a text of `clear` goes first, null deletes. */
export interface RecordPatch {
  clear: string[];
  set: Record<string, string | null>;
}

export interface ClipboardContent {
  text?: string;
  html?: string;
  image?: ArrayBuffer; // PNG
}

export type PageCall =
  | { verb: 'records.load' | 'clipboard.read' }
  | { verb: 'records.write'; patches: RecordPatch[] }
  | { verb: 'library'; address: string }
  | { verb: 'fullscreen'; on: boolean }
  | { verb: 'clipboard.write'; content: ClipboardContent };

type Fields = Record<string, unknown>;

/** Returns the call, a sentence that says why it is none, or undefined for a verb of somebody else. */
export function readPageCall(verb: unknown, args: Fields): PageCall | string | undefined {
  switch (verb) {
    case 'records.load':
    case 'clipboard.read':
      return { verb };
    case 'records.write': {
      const patches = readPatches(args.patches);
      return patches ? { verb, patches } : 'records.write takes up to 50 MB of records.';
    }
    case 'library':
      return typeof args.address === 'string' && args.address.length <= pageLimits.address && /^https?:\/\//.test(args.address)
        ? { verb, address: args.address }
        : 'library takes an http or https address.';
    case 'fullscreen':
      return { verb, on: args.on === true };
    case 'clipboard.write': {
      const content = readClipboard(args);
      return content ? { verb, content } : 'Only text, HTML and PNG pictures of up to 32 MB can be copied.';
    }
    default:
      return undefined;
  }
}

function readPatches(value: unknown): RecordPatch[] | undefined {
  if (!Array.isArray(value) || value.length > pageLimits.patches) return undefined;
  let size = 0;
  const patches: RecordPatch[] = [];
  for (const item of value as unknown[]) {
    if (!isFields(item) || !isFields(item.set) || !Array.isArray(item.clear)) return undefined;
    const clear: string[] = [];
    for (const prefix of item.clear as unknown[]) {
      if (typeof prefix !== 'string') return undefined;
      clear.push(prefix);
    }
    const set: Record<string, string | null> = Object.create(null);
    for (const [key, text] of Object.entries(item.set)) {
      if (text !== null && typeof text !== 'string') return undefined;
      size += key.length + (text?.length ?? 0);
      set[key] = text;
    }
    if (size > pageLimits.records) return undefined;
    patches.push({ clear, set });
  }
  return patches;
}

function readClipboard({ text, html, image }: Fields): ClipboardContent | undefined {
  const content: ClipboardContent = {};
  if (typeof text === 'string' && text.length <= pageLimits.clipboardText) content.text = text;
  if (typeof html === 'string' && html.length <= pageLimits.clipboardText) content.html = html;
  if (image instanceof ArrayBuffer && image.byteLength <= pageLimits.clipboard) content.image = image;
  return Object.keys(content).length > 0 ? content : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
