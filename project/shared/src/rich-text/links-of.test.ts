import { describe, expect, it } from 'vitest';
import type { BodyKind } from '../protocol/messages/body-kind.js';
import { linksOf } from './links-of.js';

const A = 'https://a.example/1';

describe('[F-45] [F-46] what a message links to', () => {
  it.each<[string, string[]]>([
    [`see ${A}.`, [A]],
    [`${A} and http://b.example and ${A} again`, [A, 'http://b.example']],
    [`HTTPS://A.EXAMPLE`, ['HTTPS://A.EXAMPLE']],
    [`> ${A}\n**[${A}]** _~~http://b.example~~_`, [A, 'http://b.example']],
    [`\`${A}\` and\n\`\`\`sh\ncurl ${A}\n\`\`\``, []],
    ['ftp://a.example javascript://a.example/%0aalert(1) https:// ://', []],
  ])('of %j: %j', (text, links) => {
    expect(linksOf({ kind: 'text', text })).toEqual(links);
  });

  it('is said by kinds that show their words', () => {
    const kinds: BodyKind[] = ['text', 'image', 'file', 'voice', 'video', 'contact_card', 'merged_record', 'system', 'custom'];
    expect(kinds.filter((kind) => linksOf({ kind, text: A }).length > 0)).toEqual(['text', 'image', 'file', 'video']);
  });
});
