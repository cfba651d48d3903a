import type { Friend, FriendRequest, RequestDirection } from '@godwit/shared/rest/friends';
import type { GroupMember } from '@godwit/shared/rest/groups';
import { ME } from './fake-chat-client.js';

export const friend = (friendId: string, more: Partial<Friend> = {}): Friend => ({
  id: friendId,
  userId: ME,
  friendId,
  username: `user${friendId}`,
  nickname: `Nick ${friendId}`,
  avatar: '',
  signature: '',
  remark: '',
  starred: false,
  createdAt: 0,
  letter: 'N',
  pinyin: `nick ${friendId}`,
  initials: `n${friendId}`,
  ...more,
});

export const request = (id: string, userId: string, direction: RequestDirection, more: Partial<FriendRequest> = {}): FriendRequest => ({
  id,
  userId,
  username: `user${userId}`,
  nickname: `Nick ${userId}`,
  avatar: '',
  message: '',
  status: 'pending',
  direction,
  createdAt: 0,
  ...more,
});

export const member = (userId: string, more: Partial<GroupMember> = {}): GroupMember => ({
  userId,
  username: `user${userId}`,
  nickname: `Nick ${userId}`,
  avatar: '',
  groupNickname: '',
  role: 'member',
  mutedUntil: 0,
  ...more,
});
