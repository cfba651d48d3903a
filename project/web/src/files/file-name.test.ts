import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dispositionOf, safeName } from './file-name.js';

it('[S16] whatever was sent, a name is one part of a path, has no invisible characters, and fits a header', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('.', '/', '\\', ' ', 'a', '\u202e', '"', '\ud800') })),
      (sent) => {
        const name = safeName(sent);
        expect(name).toMatch(/^[^\p{Cc}\p{Cf}/\\]+$/u);
        expect(['.', '..', '']).not.toContain(name);
        expect(name).not.toMatch(/\p{Cs}/u);
        expect(dispositionOf('attachment', name)).toMatch(/^[\x20-\x7e]+$/);
      },
    ),
  );
});

it('a long name loses its middle, not its extension', () => {
  expect(safeName(`${'x'.repeat(400)}.jpeg`)).toBe(`${'x'.repeat(195)}.jpeg`);
  expect(safeName(`${'😀'.repeat(300)}.md`)).not.toMatch(/\p{Cs}/u);
});
