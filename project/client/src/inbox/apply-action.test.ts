import { describe, expect, it } from 'vitest';
import { NO_BODY } from '@godwit/shared/protocol/changed-body';
import { UNTOUCHED } from '@godwit/shared/protocol/messages/entry';
import { decodeMessageBody, encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { EntryKind } from '../wire.js';
import { applyAction, applyActions } from './apply-action.js';
import type { CachedEntry } from './cached-entry.js';
import { brought, noActions, remember } from './recent-actions.js';

const ME = '1';
const entry = (seq: number, kind: EntryKind = 'message', more: Partial<CachedEntry> = {}): CachedEntry => ({
  seq,
  messageId: String(seq),
  senderId: '2',
  clientMsgId: String(seq),
  kind,
  countableNo: seq,
  createdAt: 100 + seq,
  targetSeq: 0,
  body: encodeMessageBody({ text: `text ${seq}` }),
  ...UNTOUCHED,
  asOf: seq,
  ...more,
});
const like = (seq: number, senderId: string, kind: 'reaction' | 'unreact' = 'reaction'): CachedEntry =>
  entry(seq, kind, { targetSeq: 1, senderId, body: encodeMessageBody({ text: '👍' }) });
const recall = entry(9, 'recall', { targetSeq: 1, body: NO_BODY });

describe('an entry about another', () => {
  it('[R21] does nothing to what is known as of a later seq, and gives back the same object where it changes nothing', () => {
    const read = entry(1, 'message', { asOf: 9 });
    expect(applyAction(read, recall, ME)).toBe(read);
    const other = entry(2);
    expect(applyAction(other, recall, ME)).toBe(other);
    expect(applyAction(entry(1), recall, ME)).toMatchObject({ recalled: true, body: NO_BODY, asOf: 9 });
  });

  it('[F-33] [F-36] an edit says everything anew but the quote', () => {
    const replyTo = { seq: 3, senderId: '2', preview: 'quoted' };
    const message = entry(5, 'message', { targetSeq: 3, body: encodeMessageBody({ text: 'before', replyTo }) });
    const edited = applyAction(message, entry(6, 'edit', { targetSeq: 5, body: encodeMessageBody({ text: 'after' }) }), ME);
    expect(edited).toMatchObject({ editedAt: 106, asOf: 6 });
    expect(decodeMessageBody(edited.body)).toMatchObject({ text: 'after', replyTo });
  });

  it('[R21] an edit that came in empty, because its message is recalled, says nothing', () => {
    const message = entry(1);
    expect(applyAction(message, entry(6, 'edit', { targetSeq: 1, body: NO_BODY }), ME)).toBe(message);
  });

  it('[F-35] reactions are counted per person, the newest first, and end with the last one', () => {
    const two = applyActions(entry(1), [like(2, ME), like(3, '7')], ME);
    expect(two.reactions).toEqual([{ emoji: '👍', count: 2, userIds: ['7', ME], mine: true }]);
    const one = applyAction(two, like(4, ME, 'unreact'), ME);
    expect(one.reactions).toEqual([{ emoji: '👍', count: 1, userIds: ['7'], mine: false }]);
    expect(applyAction(one, like(5, '7', 'unreact'), ME).reactions).toEqual([]);
  });

  it('[R21] nothing comes back after a recall', () => {
    const gone = applyAction(entry(1), recall, ME);
    for (const late of [{ ...like(10, '7') }, entry(11, 'edit', { targetSeq: 1 })]) expect(applyAction(gone, late, ME)).toBe(gone);
  });
});

describe('what was read before actions that are applied by now', () => {
  it('[R21] gets them too', () => {
    const recent = remember(noActions(5), [entry(8), recall]);
    expect(brought(recent, [entry(1, 'message', { asOf: 7 })], ME)[0]).toMatchObject({ recalled: true });
  });

  it('[R21] is too old when some of them are forgotten', () => {
    const many = Array.from({ length: 201 }, (_, i) => like(10 + i, '7'));
    expect(remember(noActions(5), many)).toMatchObject({ after: 10, actions: { length: 200 } });
  });
});
