import type { AccessNode } from '@godwit/shared/rest/access';

/** A connection that carries bytes of frames, in order. */
export interface Wire {
  /** Bytes of whole frames. */
  write(bytes: Uint8Array<ArrayBuffer>): void;
  close(): void;
}

export interface WireListener {
  /** The chunk is only lent until this returns. */
  bytes(chunk: Uint8Array): void;
  closed(why: string): void;
}

/** Resolves when connected. */
export type OpenWire = (node: AccessNode, listener: WireListener) => Promise<Wire>;
