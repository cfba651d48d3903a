import type { Missed } from '../missed.ts';
import type { SocketioPair } from './socketio-arm.ts';
import type { SocketioPlan } from './socketio-load-process.ts';
import { SocketioSession } from './socketio-session.ts';

const BATCH = 50;

/** Stores `count` (≤ 1,000) messages of one conversation for a receiver who is away, and then lets it connect and ask for them. */
export async function measureMissed(
  access: Pick<SocketioPlan, 'url' | 'certPem'>,
  { conversationId, senderToken, receiverToken }: SocketioPair,
  count: number,
  bodyBytes: number,
): Promise<Missed> {
  const sender = await SocketioSession.open({ ...access, token: senderToken });
  const sinceSeq = await sendAll(sender, conversationId, count, 'x'.repeat(bodyBytes));
  sender.close();
  const start = performance.now();
  const receiver = await SocketioSession.open({ ...access, token: receiverToken });
  const connected = performance.now();
  const messages = await receiver.sync(conversationId, sinceSeq);
  const end = performance.now();
  receiver.close();
  if (messages.length !== count) throw new Error(`${messages.length} of ${count} missed messages came`);
  return { connectMs: connected - start, syncMs: end - connected, requests: 1 };
}

/** Resolves with the seq before the first of them. */
async function sendAll(sender: SocketioSession, conversationId: number, count: number, body: string): Promise<number> {
  const firstId = Date.now() * 1_000;
  const seqs: number[] = [];
  for (let sent = 0; sent < count; sent += BATCH) {
    const messages = Array.from({ length: Math.min(BATCH, count - sent) }, (_, n) => [firstId + sent + n, body] as const);
    const answer = await new Promise<readonly number[]>((resolve, reject) =>
      sender.send(conversationId, messages, (got) => ('error' in got ? reject(new Error(got.error)) : resolve(got))),
    );
    seqs.push(...answer);
  }
  return Math.min(...seqs) - 1;
}
