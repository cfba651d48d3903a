// What a test sees of a client: lanes of bytes, whatever the engine. Reads happen only when asked for, so a peer that does not ask
// is a peer that does not read.

export interface RawLane {
  write(bytes: Uint8Array): Promise<void>;
  /** undefined: the lane is over. */
  read(): Promise<Uint8Array | undefined>;
}

export interface RawSession {
  lane(): Promise<RawLane>;
  /** The next datagram; absent where the engine has none. */
  datagram?(): Promise<Uint8Array>;
  readonly closed: Promise<void>;
  close(): void;
}

export interface RawPeer {
  open(): Promise<RawSession>;
  /** Everything of this peer is gone at once, without a word on the wire. */
  vanish(): Promise<void>;
  /** Where the engine of the peer takes in what nobody reads, this makes it stop; elsewhere not reading is enough. */
  freeze?(): void;
}
