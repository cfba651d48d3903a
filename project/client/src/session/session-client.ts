import type { GodwitClient } from '../client.js';

/** What an app that shares one client among its tabs has of it: everything but what begins and ends the client. */
export type SessionClient = Omit<Pick<GodwitClient, keyof GodwitClient>, 'useTokens' | 'close' | 'send' | 'look' | 'keepAll'>;

/**
 * Whether a call may be asked again when the host ended before it answered. again: it reads, or has a key, or leaves things as doing it once
 * does. once: whoever asked must decide.
 */
export type Repetition = 'again' | 'once';

/** Answered by the host of the session. The others a tab answers by itself. */
export const ASKED = {
  start: 'again',
  login: 'once',
  logout: 'once',
  deleteAccount: 'once',
  connect: 'again',
  wake: 'once',
  openDirect: 'again',
  followPeople: 'again',
  followBadges: 'again',
  open: 'again',
  leave: 'once',
  loadOlder: 'again',
  loadGap: 'again',
  goTo: 'again',
  goToDate: 'again',
  goToEnd: 'again',
  keepAround: 'once',
  entriesAt: 'again',
  enqueue: 'again',
  enqueueAll: 'again',
  fileUrl: 'again',
  avatarUrl: 'again',
  forward: 'again',
  hops: 'again',
  recall: 'again',
  edit: 'again',
  react: 'again',
  unreact: 'again',
  pin: 'again',
  unpin: 'again',
  star: 'again',
  unstar: 'again',
  retry: 'again',
  discard: 'again',
  markRead: 'again',
  setTyping: 'once',
  watchPresence: 'once',
  markUnread: 'again',
  setPinned: 'again',
  mute: 'again',
  archive: 'again',
  closeConversation: 'again',
  hide: 'again',
  clear: 'again',
  clearCache: 'once',
  setDraft: 'again',
} as const satisfies { readonly [Name in keyof SessionClient]?: Repetition };

export type Asked = keyof typeof ASKED;
