// Hop 6, between check and store, with BEFORE_SEND_HOOK=1 only: whoever answers im.hook.before_send may refuse messages or change their
// text (F-47). Bound: BEFORE_SEND_MS for all of a batch, 64 requests under way, 1,000 wait. What is not answered in time, or not understood, passes.
import { z } from 'zod';
import type { Bus } from '@godwit/shared/bus/bus';
import type { Clock } from '@godwit/shared/clock';
import { decodeMessageBody, encodeMessageBody, type MessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { MessageRecord } from '@godwit/shared/protocol/messages/message-record';
import { SUBJECTS } from '@godwit/shared/subjects';
import { Gate } from '../gate.js';
import type { Id } from '@godwit/shared/ids/id';
import { writtenRefusal } from './check.js';
import type { SendRequest } from './pending-entry.js';

const MAX_RUNNING = 64;
const MAX_WAITING = 1_000;

export type Review =
  { readonly verdict: 'pass' } | { readonly verdict: 'reject' } | { readonly verdict: 'replace'; readonly body: Uint8Array };

/** A new message, or what an edit makes of one. */
export interface Reviewable {
  readonly request: SendRequest;
  readonly clientMsgId: Id;
  readonly body: Uint8Array;
  /** The message that is edited; 0 = a new one. */
  readonly editedSeq: number;
}

/** What is to become of each, in their order. Never rejects. */
export type BeforeSend = (reviewables: readonly Reviewable[]) => Promise<Review[]>;

export interface BeforeSendOptions {
  readonly bus: Pick<Bus, 'request'>;
  readonly clock: Clock;
  /** For all questions of a batch. */
  readonly deadlineMs: number;
  readonly onReviewed: (outcome: Review['verdict'] | 'unanswered', entries: number) => void;
}

type Answer = z.infer<typeof answerSchema>;

const clientMsgId = z.string();
const answerSchema = z.object({
  entries: z.array(
    z.discriminatedUnion('verdict', [
      z.object({ clientMsgId, verdict: z.literal('pass') }),
      z.object({ clientMsgId, verdict: z.literal('reject') }),
      z.object({ clientMsgId, verdict: z.literal('replace'), text: z.string() }),
    ]),
  ),
});

const PASS: Review = { verdict: 'pass' };
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A frame is one question: as JSON it stays below what one message of NATS carries, whatever its texts hold. */
export function createBeforeSend({ bus, clock, deadlineMs, onReviewed }: BeforeSendOptions): BeforeSend {
  const gate = new Gate({ maxRunning: MAX_RUNNING, maxWaiting: MAX_WAITING });
  const ask = async (question: Uint8Array, endsAtMs: number): Promise<Answer | undefined> => {
    const leftMs = Math.floor(endsAtMs - clock.monotonic());
    if (leftMs <= 0) return undefined;
    const answer = await bus.request(SUBJECTS.beforeSend, question, leftMs);
    return answerSchema.parse(JSON.parse(decoder.decode(answer)));
  };
  return async (reviewables) => {
    const endsAtMs = clock.monotonic() + deadlineMs;
    const reviews = new Map<Reviewable, Review>();
    const review = async ([request, group]: [SendRequest, Reviewable[]]): Promise<void> => {
      const messages = group.map((reviewable) => ({ reviewable, message: decodeMessageBody(reviewable.body) }));
      const question = encoder.encode(JSON.stringify(questionOf(request, messages)));
      const answer = await gate.run(request.origin.userId, () => ask(question, endsAtMs)).catch(() => undefined);
      if (answer === undefined) onReviewed('unanswered', group.length);
      else for (const message of messages) reviews.set(message.reviewable, reviewOf(message, answer));
    };
    await Promise.all([...Map.groupBy(reviewables, ({ request }) => request)].map(review));
    for (const { verdict } of reviews.values()) onReviewed(verdict, 1);
    return reviewables.map((reviewable) => reviews.get(reviewable) ?? PASS);
  };
}

interface Reviewed {
  readonly reviewable: Reviewable;
  readonly message: MessageBody;
}

const questionOf = ({ conversationId, origin }: SendRequest, messages: readonly Reviewed[]): unknown => ({
  conversationId,
  senderId: origin.userId,
  entries: messages.map(({ reviewable: { clientMsgId, editedSeq }, message: { text, kind, record } }) => ({
    clientMsgId,
    text,
    kind,
    ...(record === null ? {} : { record: textsIn(record) }),
    ...(editedSeq === 0 ? {} : { editedSeq }),
  })),
});

/** Of all messages of a record: it may be refused for them, and nothing else, because it tells what others have said. */
const textsIn = ({ items }: MessageRecord): string[] =>
  items.flatMap(({ text, record }) => (record === null ? [text] : [text, ...textsIn(record)]));

/** A text that makes of the message one that could not have been sent counts as not understood. */
function reviewOf({ reviewable, message }: Reviewed, { entries }: Answer): Review {
  const answer = entries.find((entry) => entry.clientMsgId === reviewable.clientMsgId);
  if (answer?.verdict === 'reject') return { verdict: 'reject' };
  if (answer?.verdict !== 'replace') return PASS;
  const body = encodeMessageBody({ ...message, text: answer.text });
  if (writtenRefusal(body) !== undefined) return PASS;
  return { verdict: 'replace', body };
}
