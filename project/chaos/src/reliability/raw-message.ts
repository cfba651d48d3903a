import type { Id } from '@godwit/shared/ids/id';
import type { AckResult } from '@godwit/shared/protocol/messages/ack-result';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { Up } from '@godwit/shared/protocol/up';
import type { World } from '../../../../scripts/testing/world.ts';
import { RawSession } from '../devices/raw-session.ts';
import type { SeededDevice } from '../hostile/seed-people.ts';

/** For scenarios that decide themselves what is sent how often and where. */
export const openRaw = (world: World, access: number, { token, deviceId }: SeededDevice): Promise<RawSession> =>
  RawSession.open(`ws://127.0.0.1:${world.access[access]?.ports['websocket'] ?? 0}/godwit`, token, deviceId);

export const message = (conversationId: Id, clientMsgId: Id, text: string): Up => ({
  kind: 'userMessage',
  conversationId,
  entries: [{ clientMsgId, kind: 'message', targetSeq: 0, body: encodeMessageBody({ kind: 'text', text }) }],
});

/** All that these sessions were told about one entry. */
export const resultsOf = (sessions: readonly RawSession[], clientMsgId: Id): AckResult[] =>
  sessions
    .flatMap((session) => session.all('messageAck').flatMap(({ results }) => results))
    .filter((result) => result.clientMsgId === clientMsgId);
