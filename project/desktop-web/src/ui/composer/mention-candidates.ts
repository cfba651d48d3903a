import type { Id } from '@godwit/shared/ids/id';
import type { Friend } from '@godwit/shared/rest/friends';
import type { GroupMember } from '@godwit/shared/rest/groups';

/** Somebody who may be mentioned. name: as all members see it. remark: what only this user calls him. */
export interface Candidate {
  readonly userId: Id;
  readonly name: string;
  readonly remark: string;
  readonly username: string;
  readonly avatar: string;
  /** In lower case; pinyin is known of friends only. */
  readonly words: readonly string[];
  readonly sounds: readonly string[];
}

/** Of a list under a text field. */
const MAX_SHOWN = 50;

export function candidateOf({ userId, username, nickname, groupNickname, avatar }: GroupMember, friend: Friend | undefined): Candidate {
  const name = groupNickname || nickname || username;
  const remark = friend?.remark ?? '';
  const words = [name, remark, nickname, username].filter((word) => word !== '').map((word) => word.toLowerCase());
  const sounds = friend === undefined ? [] : [friend.initials, friend.pinyin.replaceAll(' ', '')];
  return { userId, name, remark: remark === name ? '' : remark, username, avatar, words, sounds };
}

/** Those whose name begins so before those that contain it. */
export function matching(candidates: readonly Candidate[], query: string): readonly Candidate[] {
  const wanted = query.toLowerCase();
  const begins = (one: Candidate): boolean => [...one.words, ...one.sounds].some((word) => word.startsWith(wanted));
  const contains = (one: Candidate): boolean => !begins(one) && one.words.some((word) => word.includes(wanted));
  return [...candidates.filter(begins), ...candidates.filter(contains)].slice(0, MAX_SHOWN);
}
