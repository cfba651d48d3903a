import { GROUP_ROLES } from '@godwit/shared/group-terms';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mayChange, mayInvite, rightsOver } from './group-permissions.js';

const DOCS = readFileSync(join(import.meta.dirname, '../../../../../docs/conversations.md'), 'utf8');
/** The last three cells of a row of the table: member, admin, owner. */
const cells = (action: string): string[] =>
  DOCS.split('\n')
    .find((line) => line.startsWith(`| \`${action}\` |`))!
    .split('|')
    .slice(4, 7)
    .map((cell) => cell.trim());
const said = (may: boolean): string => (may ? 'yes' : '–');
const of = (may: (own: number) => boolean): string[] => [0, 1, 2].map((own) => said(may(own)));
const over = (right: 'mute' | 'remove' | 'role'): string[] =>
  [0, 1, 2].map((own) => GROUP_ROLES.filter((other) => rightsOver(own, other)[right]).join(', ') || '–');

describe('[F-53] [U-14] what the drawer of a group offers is what the server allows', () => {
  it.each(['change', 'muteAll', 'applications', 'links'])('%s', (action) => {
    expect(of(mayChange)).toEqual(cells(action));
  });

  it('invite, also into a closed group', () => {
    expect(of((role) => mayInvite({ role, joinMode: 0 }))).toEqual(cells('invite'));
    expect(of((role) => mayInvite({ role, joinMode: 2 }))).toEqual(cells('inviteToClosed'));
  });

  it.each(['mute', 'remove', 'role'] as const)('%s', (right) => {
    expect(over(right)).toEqual(cells(right));
  });

  it('transfer goes to whom the role can be changed', () => {
    expect(over('role')).toEqual(cells('transfer'));
  });
});
