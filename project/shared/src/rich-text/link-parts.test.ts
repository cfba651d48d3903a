import { describe, expect, it } from 'vitest';
import { linkParts } from './link-parts.js';

const links = (text: string): (string | null)[] => linkParts(text).flatMap((part) => (part.href === null ? [] : [part.href]));

describe('[U-8] [S14] links in a text', () => {
  it('are web addresses without the punctuation after them', () => {
    expect(links('see https://godwit.example/a?b=1, or (http://x.example/y).')).toEqual([
      'https://godwit.example/a?b=1',
      'http://x.example/y',
    ]);
    expect(links('看 https://godwit.example/路径。很好')).toEqual(['https://godwit.example/路径']);
  });

  it.each(['javascript:alert(1)', 'data:text/html,<b>', 'file:///etc/passwd', 'https://'])('%s is no link', (text) => {
    expect(links(text)).toEqual([]);
  });

  it('200,000 full stops behind an address are looked at once', () => {
    expect(links(`https://a.example/${'.'.repeat(200_000)}x`)).toHaveLength(1);
  });

  it.each(['plain', 'a https://a.example b', 'https://a.example', ''])('no character of %j is lost', (text) => {
    expect(
      linkParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});
