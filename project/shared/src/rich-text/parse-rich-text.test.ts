import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, type Inline, parseRichText } from './parse-rich-text.js';

const inline = (part: Inline): string => {
  switch (part.at) {
    case 'text':
      return part.text;
    case 'code':
      return `code(${part.text})`;
    case 'link':
      return `link(${part.href})`;
    case 'mention':
      return `at(${part.userId ?? 'all'})`;
    default:
      return `${part.at}(${part.parts.map(inline).join('')})`;
  }
};
const block = (b: Block): string => (b.at === 'code' ? `fence ${b.language}(${b.text})` : `${b.at}:${b.parts.map(inline).join('')}`);
const parsed = (text: string, names: Parameters<typeof parseRichText>[1] = []): string[] => parseRichText(text, names).map(block);

/** Everything that is shown, in order. */
const shown = (parts: readonly Inline[]): string => parts.map((p) => ('parts' in p ? shown(p.parts) : p.text)).join('');
const shownOf = (text: string): string =>
  parseRichText(text)
    .map((b) => (b.at === 'code' ? b.text : shown(b.parts)))
    .join('');

/** Pieces that parsers trip over. */
const HOSTILE = fc.oneof(
  fc.constantFrom(
    '*',
    '**',
    '_',
    '~~',
    '`',
    '```',
    '\n',
    '> ',
    ' ',
    '@',
    '<script>',
    '<img src=x onerror=alert(1)>',
    'https://',
    '](javascript:alert(1))',
    '&lt;',
    '\u202e',
    '\0',
    'https://a.example/_b_*c*',
    '中文',
    'word',
    '```js\n',
  ),
  fc.string({ maxLength: 5 }),
);

describe('[F-45] what people write besides words', () => {
  it.each([
    ['**a** *b* _c_ ~~d~~ `e`', 'text:bold(a) italic(b) italic(c) struck(d) code(e)'],
    ['**a *b* c**', 'text:bold(a italic(b) c)'],
    ['中**文**字', 'text:中bold(文)字'],
    ['snake_case_name and 2*3*4 and 2 * 3 * 4', 'text:snake_case_name and 2*3*4 and 2 * 3 * 4'],
    ['a*b* and c_d_ e', 'text:a*b* and c_d_ e'],
    ['**open and `open', 'text:**open and `open'],
    ['`**not bold**`', 'text:code(**not bold**)'],
    ['https://a.example/_b_?c=*d* *e*', 'text:link(https://a.example/_b_?c=*d*) italic(e)'],
    ['**https://a.example**', 'text:bold(link(https://a.example))'],
  ])('%j', (text, tree) => {
    expect(parsed(text)).toEqual([tree]);
  });

  it('quotes and fenced code are blocks; a fence without an end is a text', () => {
    expect(parsed('before\n> one\n> *two*\nafter\n```ts\na *b* c\n\n```\nend')).toEqual([
      'text:before',
      'quote:one\nitalic(two)',
      'text:after',
      'fence ts(a *b* c\n)',
      'text:end',
    ]);
    expect(parsed('```js\nlet a')).toEqual(['text:```js\nlet a']);
  });

  it('the end of each of 100,000 fences is looked for behind it', () => {
    expect(parseRichText('```\n'.repeat(200_000))).toHaveLength(100_001);
  });

  it('[F-38] mentions are names of this message, the longest first', () => {
    const names = [
      { userId: '1', name: 'Ann' },
      { userId: '2', name: 'Ann Lee' },
      { userId: null, name: 'all' },
    ];
    expect(parsed('@Ann Lee, @Ann, @Bob and @all', names)).toEqual(['text:at(2), at(1), @Bob and at(all)']);
  });

  it('[S14] whatever is written: it ends, links are web addresses, and nothing is shown that was not written', () => {
    fc.assert(
      fc.property(fc.array(HOSTILE, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        const links = (parts: readonly Inline[]): string[] =>
          parts.flatMap((p) => (p.at === 'link' ? [p.href] : 'parts' in p ? links(p.parts) : []));
        const hrefs = parseRichText(text).flatMap((b) => (b.at === 'code' ? [] : links(b.parts)));
        expect(hrefs.filter((href) => !/^https?:\/\//i.test(href))).toEqual([]);
        let at = 0;
        for (const character of shownOf(text)) {
          at = text.indexOf(character, at) + 1;
          expect(at).toBeGreaterThan(0);
        }
      }),
      { numRuns: 400 },
    );
  });

  it.each(['*', '**a ', '_a', '`', '~~', '> ', '```\n', '@', '*a_b'])(
    '4,000 times %j take no longer than a text of their length may',
    (piece) => {
      expect(shownOf(piece.repeat(4_000)).length).toBeLessThanOrEqual(piece.length * 4_000);
    },
  );
});
