import { expect, it } from 'vitest';
import type { Conversation } from './conversation.js';
import { muteLevelAt, totalUnread } from './unread.js';

const conversation = (fields: Partial<Conversation>): Conversation =>
  ({ unread: 0, markedUnread: false, mentioned: false, muteLevel: 0, muteUntil: 0, ...fields }) as Conversation;

it('[F-28] [F-50] the total follows the mute levels and the unread marks', () => {
  const total = (fields: Partial<Conversation>): number => totalUnread([conversation(fields), conversation({ unread: 100 })], 10) - 100;
  expect(total({ unread: 3, markedUnread: true })).toBe(3);
  expect(total({ markedUnread: true })).toBe(1);
  expect(total({ unread: 3, muteLevel: 1 })).toBe(0);
  expect(total({ unread: 3, muteLevel: 1, mentioned: true })).toBe(1);
  expect(total({ unread: 3, muteLevel: 2, mentioned: true, markedUnread: true })).toBe(0);
});

it('[F-50] a mute ends', () => {
  expect([9, 10].map((now) => muteLevelAt({ muteLevel: 2, muteUntil: 10 }, now))).toEqual([2, 0]);
  expect(muteLevelAt({ muteLevel: 2, muteUntil: 0 }, 1e15)).toBe(2);
});
