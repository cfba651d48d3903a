import type { Id } from '../../ids/id.js';
import { type Builder, getAll, getId, getString, type Offset, putIds, putString } from '../flatbuffer.js';
import { Reaction as T } from '../generated/reaction.js';

/** One emoji on one message. count: people who chose it. userIds: the newest of them, ≤ 20. mine: the reader of the page is one. */
export interface Reaction {
  readonly emoji: string;
  readonly count: number;
  readonly userIds: readonly Id[];
  readonly mine: boolean;
}

/** Their order in an entry: the same wherever it is computed. */
export const byEmoji = (a: Reaction, b: Reaction): number => (a.emoji < b.emoji ? -1 : 1);

export function encodeReaction(b: Builder, m: Reaction): Offset {
  const emoji = putString(b, m.emoji);
  const userIds = putIds(b, m.userIds);
  T.startReaction(b);
  T.addEmoji(b, emoji);
  T.addCount(b, m.count);
  T.addUserIds(b, userIds);
  T.addMine(b, m.mine);
  return T.endReaction(b);
}

export const decodeReaction = (t: T): Reaction => ({
  emoji: getString(t.emoji()),
  count: t.count(),
  userIds: getAll(t.userIdsLength(), (i) => t.userIds(i), getId),
  mine: t.mine(),
});
