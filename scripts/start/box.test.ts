import { expect, it } from 'vitest';
import { box } from './box.ts';

it('the box has straight edges, with Chinese text too', () => {
  expect(
    box('Godwit', [
      ['Chat', 'http://localhost:8080'],
      ['', ''],
      ['用户', 'alice 林'],
    ]),
  ).toBe(
    [
      '╭─ Godwit ───────────────────────╮',
      '│                                │',
      '│  Chat   http://localhost:8080  │',
      '│                                │',
      '│  用户   alice 林               │',
      '│                                │',
      '╰────────────────────────────────╯',
    ].join('\n'),
  );
});
