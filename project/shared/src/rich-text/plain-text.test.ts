import { describe, expect, it } from 'vitest';
import { plainText } from './plain-text.js';

describe('[F-45] a text without its marks', () => {
  it.each([
    ['**Tide table** for _Saturday_:', 'Tide table for Saturday:'],
    ['a ~~b~~ `c *d*`', 'a b c *d*'],
    ['> quoted\nand not', 'quoted\nand not'],
    ['```ts\nlet a = 1;\n```\nSee https://example.org/a_b_c', 'let a = 1;\nSee https://example.org/a_b_c'],
    ['**bold _and italic_**', 'bold and italic'],
    ['2 * 3 * 4, snake_case_name, @Mira', '2 * 3 * 4, snake_case_name, @Mira'],
    ['```\nnever closed', '```\nnever closed'],
    ['', ''],
  ])('%j is %j', (source, plain) => {
    expect(plainText(source)).toBe(plain);
  });
});
