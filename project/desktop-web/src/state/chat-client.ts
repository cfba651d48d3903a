/** What the screens use of the SDK: everything but how the client itself begins and ends. */
export type { SessionClient as ChatClient } from '@godwit/client/session/session-client';
