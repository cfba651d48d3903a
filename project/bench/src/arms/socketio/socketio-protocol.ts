// What server and clients of the Socket.IO arm say to each other.
import type { StoredMessage } from './message-log.ts';

/** The seq of each message of the batch, after COMMIT. */
export type Answer = readonly number[] | { readonly error: string };

export interface ClientEvents {
  send(conversationId: number, messages: readonly (readonly [clientId: number, body: string])[], answer: (answer: Answer) => void): void;
  /** Messages of a group go to those who have joined. */
  join(conversationId: number, answer: (joined: boolean) => void): void;
  sync(conversationId: number, sinceSeq: number, answer: (messages: readonly StoredMessage[]) => void): void;
}

export interface ServerEvents {
  messages(conversationId: number, messages: readonly StoredMessage[]): void;
}

/** The server's standard input. It prints `{"port":…}` when it listens. */
export interface ServerPlan {
  readonly databaseUrl: string;
  readonly certPem: string;
  readonly keyPem: string;
  readonly publicKeyPem: string;
}
