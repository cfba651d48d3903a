import type { Down } from '@godwit/shared/protocol/down';
import type { Up } from '@godwit/shared/protocol/up';
import type { Id } from '@godwit/shared/ids/id';
import type { Limits } from '../core/context.js';
import type { Lane } from '../wire.js';
import type { DialFailure, Left, Peer, Resume } from './state.js';

/** An authenticated session. */
export interface Connection {
  readonly userId: Id;
  readonly peer: Peer;
  readonly limits: Limits;
  /** The count of pushes from which the server goes on with an earlier session; undefined: this is a new one. */
  readonly resumedAt: number | undefined;
  /** ref: 0 = no answer expected. */
  send(up: Up, ref: number, lane: Lane): void;
}

/** What a dial tells its owner, in this order: up or failed once; after up any number of down, then at most one lost. */
export interface ConnectionListener {
  up(connection: Connection): void;
  failed(failure: DialFailure): void;
  down(message: Down, ref: number): void;
  lost(reason: string): void;
}

/** What is known of the session before. resume: what the server may go on with. */
export interface Circumstances {
  readonly resume: Resume | undefined;
  readonly left: Left | undefined;
}

/** Brings a session up. Aborting ends it in every phase; nothing is told after that. */
export type Dial = (listener: ConnectionListener, signal: AbortSignal, circumstances: Circumstances) => void;
