import type { GodwitClient } from '@godwit/client/client';

/** What the screens use of the SDK: everything but how tokens come and go. */
export type ChatClient = Omit<Pick<GodwitClient, keyof GodwitClient>, 'useTokens' | 'close' | 'send' | 'history'>;
