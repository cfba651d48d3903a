import type { Id } from '@godwit/shared/ids/id';
import type { Tokens } from '@godwit/shared/rest/auth';

/** Devices of one helper process; crew.ts asks, crew-process.ts does. */
export interface CrewPlan {
  /** File that gets what its devices do and see. */
  readonly ledger: string;
  readonly devices: readonly CrewDevice[];
}

export interface CrewDevice {
  readonly device: string;
  readonly signIn: Tokens;
  /** Origin of the REST API as this device sees it. */
  readonly api: string;
  readonly transport: 'auto' | 'webtransport' | 'websocket';
}

/** Who sends where. */
export interface Line {
  readonly device: string;
  readonly conversation: Id;
}

export interface TalkPlan {
  readonly lines: readonly Line[];
  /** Each line sends so often, whatever became of what it sent before. */
  readonly everyMs: number;
  /** Messages at once, each time. */
  readonly burst: number;
  /** After so many each line is silent; 0 = never. */
  readonly messages: number;
}

export interface CrewState {
  /** Devices that are online and have synced since. */
  readonly online: number;
  readonly transports: readonly string[];
  /** Sends whose end the user has not seen. */
  readonly openSends: number;
  readonly invoked: number;
}

/** How far one device has come with reading a conversation back to its beginning. */
export interface Reading {
  readonly entries: number;
  readonly largestPage: number;
  readonly done: boolean;
}
