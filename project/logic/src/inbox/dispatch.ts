// Hop 5: verify, decode, one switch over the frames that FRAME_PERMISSIONS says are for logic. What is malformed, expired or unknown ends
// here; the body of a frame is verified here only.
import { acceptsDeflated } from '@godwit/shared/protocol/deflated';
import { encodeDown } from '@godwit/shared/protocol/down';
import type { Logger } from '@godwit/shared/log';
import { ok, type Outcome, refuse, unreachable } from '@godwit/shared/outcome';
import type { FrameCounts } from '@godwit/shared/frame-counts';
import { frameKind, frameRef } from '@godwit/shared/protocol/frame';
import { isForLogic } from '@godwit/shared/protocol/frame-permissions';
import { decodeToLogic } from '@godwit/shared/protocol/inside';
import type { Upstream } from '@godwit/shared/protocol/messages/upstream';
import type { UpstreamFrame } from '@godwit/shared/protocol/messages/upstream-frame';
import { decodeUp } from '@godwit/shared/protocol/up';
import { verify } from '@godwit/shared/protocol/verify';
import { guard } from '@godwit/shared/guard';
import { hasAction } from '../commands/act-on-entry/action.js';
import { type ActOnEntryParts, runActOnEntry } from '../commands/act-on-entry/run.js';
import { type ConversationReadParts, runConversationRead } from '../commands/conversation-read/run.js';
import { type DeliveryAckParts, runDeliveryAck } from '../commands/delivery-ack/run.js';
import { runTyping, type TypingParts } from '../commands/typing/run.js';
import { refusalError } from '../commands/refusal-error.js';
import { answerTo } from '../fanout/outgoing.js';
import type { Gate } from '../gate.js';
import { Overloaded } from '../gather.js';
import type { PresenceNotices } from '../presence/presence.js';
import { acceptMessage, type AcceptMessageParts } from '../send/accept-message.js';
import type { Origin } from '../session-ref.js';
import { deflatedIfSmaller } from '../sync/deflate.js';
import { history, type HistoryStore } from '../sync/history.js';
import { snapshot, type SnapshotStore } from '../sync/snapshot.js';

const RETRY_AFTER_MS = 1_000;

interface Received {
  readonly origin: Origin;
  readonly message: NonNullable<ReturnType<typeof decodeUp>>['message'];
  /** Its answer may be deflated. */
  readonly deflates: boolean;
}

export interface DispatchParts extends AcceptMessageParts, ActOnEntryParts, ConversationReadParts, DeliveryAckParts, TypingParts {
  readonly presence: Pick<PresenceNotices, 'subscribe'>;
  readonly reads: HistoryStore & SnapshotStore;
  /** Syncs and histories that are answered at the same time; users who wait take turns. */
  readonly readGate: Gate;
  readonly now: () => number;
  readonly monotonic: () => number;
  readonly log: Logger;
  readonly onDropped: (why: 'malformed' | 'expired') => void;
  /** An envelope was so long under way from access. */
  readonly onForwarded: (ms: number, frames: number) => void;
  readonly frames: Pick<FrameCounts, 'received'>;
}

/** Monotonic ms. */
interface Arrived extends Upstream {
  readonly arrivedMs: number;
}

/** One message of im.logic.upstream. Never throws. */
export function dispatchUpstream(parts: DispatchParts, bytes: Uint8Array): void {
  const envelope = verify('ToLogic', bytes) ? decodeToLogic(bytes) : undefined;
  const now = parts.now();
  if (envelope?.kind !== 'upstream') parts.onDropped('malformed');
  else if (envelope.expiresAt <= now) parts.onDropped('expired');
  else {
    parts.onForwarded(now - envelope.receivedAt, envelope.frames.length);
    const arrived = { ...envelope, arrivedMs: parts.monotonic() };
    for (const frame of envelope.frames) guard(answer(parts, arrived, frame));
  }
}

/** A frame that finds no room any more. */
export function refuseUpstream(parts: DispatchParts, bytes: Uint8Array): void {
  const envelope = verify('ToLogic', bytes) ? decodeToLogic(bytes) : undefined;
  if (envelope?.kind !== 'upstream') return;
  const arrived = { ...envelope, arrivedMs: parts.monotonic() };
  const refusals = envelope.frames
    .filter(({ frame }) => verify('Frame', frame, 'header'))
    .map((frame) => refusalError(originOf(arrived, frame, frameRef(frame.frame)), { error: 'OVERLOADED', retryAfterMs: RETRY_AFTER_MS }));
  guard(parts.fanout.deliver(refusals));
}

async function answer(parts: DispatchParts, envelope: Arrived, { frame, ...from }: UpstreamFrame): Promise<void> {
  const received = verify('Frame', frame) ? decodeUp(frame) : undefined;
  if (received !== undefined) parts.frames.received(frameKind(frame));
  const origin = originOf(envelope, from, received?.ref ?? 0);
  const outcome =
    received === undefined
      ? refuse('MALFORMED_FRAME')
      : await caught(parts, { origin, message: received.message, deflates: acceptsDeflated(frame) });
  if (!outcome.ok) await parts.fanout.deliver([refusalError(origin, outcome.refusal)]);
}

const originOf = (
  { node, expiresAt, receivedAt, arrivedMs }: Arrived,
  { handle, userId, lane }: Omit<UpstreamFrame, 'frame'>,
  ref: number,
): Origin => ({
  node,
  handle,
  userId,
  lane,
  expiresAt,
  receivedAt,
  arrivedMs,
  ref,
});

/** The boundary: what throws is a bug or a broken dependency, and the client is told to try again. */
async function caught(parts: DispatchParts, received: Received): Promise<Outcome<null>> {
  try {
    return await run(parts, received);
  } catch (error) {
    if (error instanceof Overloaded) return refuse('OVERLOADED', undefined, RETRY_AFTER_MS);
    parts.log.warn({ err: error, frame: received.message.kind }, 'a frame could not be handled');
    return refuse('UNAVAILABLE', undefined, RETRY_AFTER_MS);
  }
}

async function run(parts: DispatchParts, received: Received): Promise<Outcome<null>> {
  const { origin, message } = received;
  if (message.kind === 'unsupported' || !isForLogic(message)) return refuse('UNKNOWN_FRAME');
  switch (message.kind) {
    case 'userMessage':
      return hasAction(message.entries) ? runActOnEntry(parts, origin, message) : acceptMessage(parts, origin, message);
    case 'conversationRead':
      return runConversationRead(parts, origin, message);
    case 'deliveryAck':
      return runDeliveryAck(parts, origin, message);
    case 'syncRequest':
      return page(parts, received, async () => {
        const found = await snapshot(parts.reads, origin.userId, message);
        return found.ok ? ok(encodeDown({ kind: 'syncPage', ...found.value }, origin.ref)) : found;
      });
    case 'historyRequest':
      return page(parts, received, async () => {
        const found = await history(parts.reads, origin.userId, message);
        return found.ok ? ok(encodeDown({ kind: 'historyPage', ...found.value }, origin.ref)) : found;
      });
    case 'cancel':
      // A page is read in one go: there is nothing left to cancel.
      return ok(null);
    case 'typing':
      return runTyping(parts, origin, message);
    case 'presenceSubscribe':
      return parts.presence.subscribe(origin, message.userIds);
    default:
      return unreachable(message);
  }
}

/** Whoever has waited until his frame expired has asked again. */
async function page(
  { readGate, fanout, now }: DispatchParts,
  { origin, deflates }: Received,
  read: () => Promise<Outcome<Uint8Array>>,
): Promise<Outcome<null>> {
  const found = await readGate.run(origin.userId, () => (origin.expiresAt <= now() ? Promise.resolve(undefined) : read()));
  if (found === undefined) return ok(null);
  if (!found.ok) return found;
  const frame = deflates ? await deflatedIfSmaller(found.value, origin.ref) : found.value;
  await fanout.deliver([answerTo(origin, origin.lane, frame)]);
  return ok(null);
}
