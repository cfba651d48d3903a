import type { GodwitClient } from '../client.js';

/** What an app that shares one client among its tabs has of it: everything but what begins and ends the client. */
export type SessionClient = Omit<Pick<GodwitClient, keyof GodwitClient>, 'useTokens' | 'close' | 'send' | 'look'>;

/** Answered by the host of the session. The others a tab answers by itself. */
export const ASKED = [
  'start',
  'login',
  'logout',
  'deleteAccount',
  'connect',
  'wake',
  'openDirect',
  'followPeople',
  'followBadges',
  'open',
  'leave',
  'loadOlder',
  'loadGap',
  'goTo',
  'goToDate',
  'goToEnd',
  'keepAround',
  'enqueue',
  'fileUrl',
  'avatarUrl',
  'forward',
  'hops',
  'recall',
  'edit',
  'react',
  'unreact',
  'pin',
  'unpin',
  'star',
  'unstar',
  'retry',
  'discard',
  'markRead',
  'setTyping',
  'watchPresence',
  'markUnread',
  'setPinned',
  'mute',
  'archive',
  'closeConversation',
  'hide',
  'clear',
  'clearCache',
  'setDraft',
] as const satisfies readonly (keyof SessionClient)[];

export type Asked = (typeof ASKED)[number];

/** Asked again when the host ended before it answered: whatever it had done of them, doing it once more changes nothing. */
export const REPEATED: ReadonlySet<string> = new Set<Asked>([
  'start',
  'connect',
  'followPeople',
  'followBadges',
  'open',
  'goTo',
  'goToDate',
  'goToEnd',
  'loadOlder',
  'loadGap',
  'enqueue',
  'fileUrl',
  'avatarUrl',
  'hops',
  'markRead',
  'setDraft',
]);
