// From an accepted connection to its last trace: one try/finally, so that nothing of a session outlives it (C27).
import type { Clock } from '@godwit/shared/clock';
import { guard } from '@godwit/shared/guard';
import type { Logger } from '@godwit/shared/log';
import { MAX_FRAME_BYTES, MAX_HELLO_BYTES } from '@godwit/shared/protocol/frame';
import type { Lane as LaneName } from '@godwit/shared/protocol/messages/lane';
import { InboundLane } from '../inbound/inbound-lane.js';
import { readFrames } from '../inbound/read-frames.js';
import { type Datagrams, type Lane, MAX_DATAGRAM_BYTES } from '../transport.js';
import type { Registry } from './registry.js';
import type { Session } from './session.js';

export interface RunSessionOptions {
  readonly registry: Registry;
  readonly clock: Clock;
  readonly log: Logger;
  /** The session is over and out of the registry: its location goes. goneAt: since when its user has not been here, in epoch ms. */
  readonly leave: (session: Session, goneAt: number) => Promise<void>;
}

export async function runSession(session: Session, options: RunSessionOptions): Promise<void> {
  const { registry, leave } = options;
  registry.add(session);
  let goneAt: number | undefined;
  try {
    const fail = failure(session, options.log);
    guard(readLanes(session, options.clock), fail);
    if (session.transport.datagrams !== undefined) guard(readDatagrams(session, session.transport.datagrams), fail);
    const closed = await session.transport.closed;
    goneAt = options.clock.now();
    session.gone(closed === 'lost');
    closeLanes(session);
    await session.over;
  } finally {
    const { identity } = session;
    session.gone(false);
    closeLanes(session);
    registry.remove(session, identity?.userId);
    await session.entered.catch(() => undefined);
    await leave(session, goneAt ?? options.clock.now());
  }
}

function closeLanes(session: Session): void {
  session.closeLane('live');
  session.closeLane('bulk');
}

/** The first lane is the live one; a peer may have one more at a time, the bulk lane. */
async function readLanes(session: Session, clock: Clock): Promise<void> {
  const live = await session.transport.nextLane();
  if (live !== undefined) {
    guard(readBulkLanes(session, clock));
    await readLane('live', live, session, clock);
  }
  // whether the peer wanted that is said by the end of the transport
  if (session.at !== 'closing') session.gone(true);
}

async function readBulkLanes(session: Session, clock: Clock): Promise<void> {
  for (let lane = await session.transport.nextLane(); lane !== undefined; lane = await session.transport.nextLane()) {
    await readLane('bulk', lane, session, clock);
    session.closeLane('bulk');
  }
}

async function readLane(name: LaneName, lane: Lane, session: Session, clock: Clock): Promise<void> {
  const inbound = new InboundLane(name, lane, session.at === 'live' ? MAX_FRAME_BYTES : MAX_HELLO_BYTES);
  session.openLane(inbound, lane);
  await readFrames(inbound, session, clock);
  lane.abandon?.();
}

async function readDatagrams(session: Session, datagrams: Datagrams): Promise<void> {
  for (let bytes = await datagrams.read(); bytes !== undefined; bytes = await datagrams.read()) {
    if (session.at === 'live' && bytes.length <= MAX_DATAGRAM_BYTES) await session.receiveDatagram(bytes);
  }
}

/** F-14: a bug in the handling of one frame costs that session, never the process. */
const failure =
  (session: Session, log: Logger) =>
  (error: unknown): void => {
    log.error({ err: error, handle: session.handle }, 'a session failed');
    session.end('INTERNAL_ERROR', 'INTERNAL_ERROR');
  };
