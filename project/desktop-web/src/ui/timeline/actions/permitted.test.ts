import type { Conversation } from '@godwit/client/view/conversation';
import type { EntryItem } from '@godwit/client/view/timeline';
import { EDIT_MS, MAX_LISTED_READERS, MAX_PINS, RECALL_MS } from '@godwit/shared/message-terms';
import { describe, expect, it } from 'vitest';
import { body, conversation, entry, pending } from '../../../testing/samples.js';
import { type Circumstances, type MessageAction, permittedActions } from './permitted.js';

const SENT_AT = entry(5).createdAt;
const [MEMBER, ADMIN, OWNER] = [0, 1, 2];
const group = (role: number, patch: Partial<Conversation> = {}): Conversation =>
  conversation('1', { type: 'group', role, memberCount: 5, ...patch });
const asked = (item: Partial<EntryItem>, where: Conversation, patch: Partial<Circumstances> = {}): readonly MessageAction[] =>
  permittedActions(entry(5, item), where, { now: SENT_AT + 1000, maySend: true, starred: false, senderRole: undefined, ...patch });
const may = (action: MessageAction, ...about: Parameters<typeof asked>): boolean => asked(...about).includes(action);

const DIRECT = conversation('1');
const mine = { mine: true };
const theirs = { mine: false };
const after = (ms: number) => ({ now: SENT_AT + ms });

describe('[U-9] [F-32] recall is offered', () => {
  it('to the sender while the time runs', () => {
    expect(may('recall', mine, DIRECT, after(RECALL_MS))).toBe(true);
    expect(may('recall', mine, DIRECT, after(RECALL_MS + 1))).toBe(false);
    expect(may('recall', theirs, DIRECT)).toBe(false);
    expect(may('recall', mine, group(MEMBER), after(RECALL_MS + 1))).toBe(false);
  });

  it('to the owner at any time, to admins of what members wrote', () => {
    const late = after(RECALL_MS * 1000);
    expect(may('recall', theirs, group(OWNER), late)).toBe(true);
    expect(may('recall', mine, group(OWNER), late)).toBe(true);
    expect(may('recall', theirs, group(ADMIN), { ...late, senderRole: 'member' })).toBe(true);
    expect(may('recall', theirs, group(ADMIN), { ...late, senderRole: 'admin' })).toBe(false);
    expect(may('recall', theirs, group(ADMIN), late)).toBe(false);
    expect(may('recall', mine, group(ADMIN), { ...late, senderRole: 'admin' })).toBe(false);
    expect(may('recall', theirs, group(MEMBER), { ...late, senderRole: 'member' })).toBe(false);
  });

  it('of nothing that is recalled, and by nobody who has left', () => {
    expect(may('recall', { ...mine, recalled: true }, DIRECT)).toBe(false);
    expect(may('recall', mine, group(OWNER, { removed: true }))).toBe(false);
  });
});

describe('[U-9] [F-33] edit is offered', () => {
  it('of own texts for a quarter of an hour, to who may write', () => {
    expect(may('edit', mine, DIRECT, after(EDIT_MS))).toBe(true);
    expect(may('edit', mine, DIRECT, after(EDIT_MS + 1))).toBe(false);
    expect(may('edit', theirs, DIRECT)).toBe(false);
    expect(may('edit', mine, DIRECT, { maySend: false })).toBe(false);
    expect(may('edit', { ...mine, body: body('', { kind: 'voice' }) }, DIRECT)).toBe(false);
  });
});

describe('[U-9] [F-40] pin is offered', () => {
  const pinned = { pinnedSeqs: [5] };
  it('to both in a direct conversation, to owner and admins in a group', () => {
    expect([DIRECT, group(MEMBER), group(ADMIN), group(OWNER)].map((where) => may('pin', theirs, where))).toEqual([
      true,
      false,
      true,
      true,
    ]);
    expect([conversation('1', pinned), group(MEMBER, pinned), group(ADMIN, pinned)].map((where) => may('unpin', theirs, where))).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('once, and while there is room', () => {
    expect(may('pin', theirs, conversation('1', pinned))).toBe(false);
    expect(may('unpin', theirs, DIRECT)).toBe(false);
    const full = { pinnedSeqs: Array.from({ length: MAX_PINS }, (_, at) => at + 100) };
    expect(may('pin', theirs, conversation('1', full))).toBe(false);
  });

  it('unpin also to who may not write', () => {
    expect(may('unpin', theirs, conversation('1', pinned), { maySend: false })).toBe(true);
    expect(may('pin', theirs, DIRECT, { maySend: false })).toBe(false);
  });
});

describe('[U-9] the menu', () => {
  it('of what somebody else wrote, in its order', () => {
    expect(asked(theirs, DIRECT)).toEqual([
      'react',
      'reply',
      'copy',
      'forward',
      'select',
      'star',
      'pin',
      'link',
      'details',
      'report',
      'hide',
    ]);
  });

  it('of own messages has no report, of starred ones the way back', () => {
    expect(may('report', mine, DIRECT)).toBe(false);
    expect(asked(mine, DIRECT, { starred: true }).filter((action) => action.endsWith('star'))).toEqual(['unstar']);
  });

  it('of who may not write has neither reply nor reaction, but all that is for himself', () => {
    expect(asked(theirs, DIRECT, { maySend: false })).toEqual(['copy', 'forward', 'select', 'star', 'link', 'details', 'report', 'hide']);
    expect(may('reply', theirs, group(OWNER, { removed: true }))).toBe(false);
  });

  it('[F-32] of a recalled message leaves details and deleting', () => {
    expect(asked({ ...theirs, recalled: true, body: body('') }, group(OWNER))).toEqual(['readers', 'details', 'hide']);
  });

  it('[F-29] tells who has read it in groups that are small enough', () => {
    expect(may('readers', mine, group(MEMBER, { memberCount: MAX_LISTED_READERS }))).toBe(true);
    expect(may('readers', mine, group(MEMBER, { memberCount: MAX_LISTED_READERS + 1 }))).toBe(false);
    expect(may('readers', mine, DIRECT)).toBe(false);
    expect(may('readers', mine, group(MEMBER, { removed: true }))).toBe(false);
  });

  it('[F-25] of a failed message sends it again or deletes it, of one on its way only copies', () => {
    const circumstances = { now: SENT_AT, maySend: true, starred: false, senderRole: undefined };
    expect(permittedActions(pending('failed'), DIRECT, circumstances)).toEqual(['retry', 'copy', 'discard']);
    expect(permittedActions(pending('sending'), DIRECT, circumstances)).toEqual(['copy']);
  });
});
