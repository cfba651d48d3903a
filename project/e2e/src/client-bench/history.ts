import type { Id } from '@godwit/shared/ids/id';
import { GodwitClient } from '@godwit/client/client';

/** At once under way; the outbox takes more, the server's answers come sooner. */
const BATCH = 200;

export interface History {
  readonly username: string;
  readonly password: string;
  /** Direct conversations, the first with 10,000 messages, the second with 1,000, the others with 60. */
  readonly ids: readonly Id[];
}

const COUNTS = [10_000, 1_000, ...Array.from({ length: 8 }, () => 60)];
const PASSWORD = 'tideline-Wren-58';

/** Somebody who has ten friends who have written a lot. */
export async function history(api: string, progress: (line: string) => void): Promise<History> {
  const client = (name: string): GodwitClient =>
    new GodwitClient({ api, deviceId: `bot-${name}`, platform: 'bot', transport: 'websocket' });
  const reader = client('reader');
  await signUp(reader, 'reader');
  const ids: Id[] = [];
  for (const [i, count] of COUNTS.entries()) {
    const friend = client(`friend${i}`);
    await signUp(friend, `friend${i}`);
    const { requestId } = await friend.api.requestFriend(reader.userId);
    const { conversationId } = await reader.api.acceptRequest(requestId);
    ids.push(conversationId);
    let last = 0;
    for (let n = 0; n < count; n += BATCH) {
      const texts = Array.from({ length: Math.min(BATCH, count - n) }, (_, k) => textOf(n + k));
      const sent = await Promise.all(texts.map((text) => friend.send(conversationId, { text })));
      last = sent.at(-1)!.seq;
    }
    await readAll(reader, conversationId, last);
    progress(`${String(count)} messages of friend ${String(i + 1)}`);
    await friend.close();
  }
  await reader.close();
  return { username: 'reader', password: PASSWORD, ids };
}

/** So that chats open at their end. */
async function readAll(reader: GodwitClient, id: Id, seq: number): Promise<void> {
  while ((reader.conversation(id)?.lastSeq ?? 0) < seq)
    await new Promise((resolve) => reader.on('conversations', () => resolve(undefined)));
  await reader.markRead(id, seq);
}

async function signUp(client: GodwitClient, username: string): Promise<void> {
  await client.api.register({ username, password: PASSWORD, nickname: username });
  await client.login({ username, password: PASSWORD });
  await client.connect();
}

/** Of different lengths, so that rows have different heights. */
const textOf = (n: number): string => `message ${String(n)} ${'and the tide came in over the mudflat '.repeat(n % 7)}`.trim();
