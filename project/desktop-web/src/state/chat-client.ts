import type { GodwitClient } from '@godwit/client/client';

/** What the screens use of the SDK. */
export type ChatClient = Pick<
  GodwitClient,
  | 'api'
  | 'userId'
  | 'status'
  | 'start'
  | 'login'
  | 'logout'
  | 'connect'
  | 'wake'
  | 'conversations'
  | 'conversation'
  | 'followPeople'
  | 'openDirect'
  | 'open'
  | 'leave'
  | 'entries'
  | 'loadOlder'
  | 'loadGap'
  | 'enqueue'
  | 'retry'
  | 'discard'
  | 'markRead'
  | 'on'
>;
