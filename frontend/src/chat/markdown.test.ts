import { describe, expect, it } from 'vitest';
import { readBlocks, readSpans, splitBlocks } from './markdown';

describe('splitBlocks', () => {
  it('cuts at blank lines, but not inside code', () => {
    expect(splitBlocks('One.\n\n```ts\na\n\nb\n```\n\nTwo.')).toEqual(['One.', '```ts\na\n\nb\n```', 'Two.']);
  });

  it('never changes a piece that is not the last one', () => {
    const prose = 'First *one*.\n\n- a\n- b\n\n```js\nx\n\ny\n```\n\nLast.';
    let before: string[] = [];
    for (let end = 1; end <= prose.length; end += 1) {
      const pieces = splitBlocks(prose.slice(0, end));
      expect(pieces.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
      before = pieces;
    }
  });
});

describe('readBlocks', () => {
  it.each([
    ['## Title', [{ type: 'heading', text: 'Title' }]],
    ['a\nb', [{ type: 'paragraph', text: 'a\nb' }]],
    ['Do:\n- a\n  more\n* b', [
      { type: 'paragraph', text: 'Do:' },
      { type: 'list', ordered: false, start: 1, items: ['a\nmore', 'b'] },
    ]],
    ['3. a\n4. b', [{ type: 'list', ordered: true, start: 3, items: ['a', 'b'] }]],
    ['> a\n> b', [{ type: 'quote', text: 'a\nb' }]],
    ['---', [{ type: 'rule' }]],
    ['```css\na {}\n', [{ type: 'code', language: 'css', text: 'a {}\n' }]],
    ['<script>x</script>', [{ type: 'paragraph', text: '<script>x</script>' }]],
  ])('reads %j', (piece, blocks) => {
    expect(readBlocks(piece)).toEqual(blocks);
  });
});

describe('readSpans', () => {
  it.each([
    ['a **b** c', [{ type: 'text', text: 'a ' }, { type: 'strong', spans: [{ type: 'text', text: 'b' }] }, { type: 'text', text: ' c' }]],
    ['`a*b*`', [{ type: 'code', text: 'a*b*' }]],
    ['``a`b``', [{ type: 'code', text: 'a`b' }]],
    ['2 * 3 * 4', [{ type: 'text', text: '2 * 3 * 4' }]],
    ['snake_case_name', [{ type: 'text', text: 'snake_case_name' }]],
    ['[x](javascript:alert)', [{ type: 'text', text: '[x](javascript:alert)' }]],
    ['[x](https://a.b)', [{ type: 'link', url: 'https://a.b', spans: [{ type: 'text', text: 'x' }] }]],
    ['an open **mark', [{ type: 'text', text: 'an open **mark' }]],
  ])('reads %j', (text, spans) => {
    expect(readSpans(text)).toEqual(spans);
  });
});
