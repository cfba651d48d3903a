// Load generator of the Socket.IO arm (Node).
import { type ArmPlan, runGenerator } from '../load/run-generator.ts';
import { SocketioSession } from './socketio-session.ts';

/** One sender, the others receive. */
export interface SocketioGroup {
  readonly conversationId: number;
  readonly senderToken: string;
  readonly receiverTokens: readonly string[];
}

export interface SocketioPlan extends ArmPlan<SocketioGroup> {
  readonly url: string;
  readonly certPem: string;
}

const NUMBERS_PER_RUN = 2 ** 21;
/** Upper half of this run's client ids: another run of the same senders must not repeat them. */
const FIRST_ID = Math.floor(Math.random() * 0x7fff_ffff) * NUMBERS_PER_RUN;

await runGenerator<SocketioPlan>(({ url, certPem, load: { bodyBytes } }) => {
  const body = 'x'.repeat(bodyBytes);
  return {
    receivers: ({ receiverTokens }) => receiverTokens.length,
    async receiver({ conversationId, receiverTokens }, delivered, n) {
      const session = await SocketioSession.open({
        url,
        certPem,
        token: receiverTokens[n]!,
        onMessages: (_, messages) => {
          for (const [, clientId, text] of messages) if (text === body) delivered(clientId - FIRST_ID);
        },
      });
      if (receiverTokens.length > 1) await session.join(conversationId);
    },
    async sender({ senderToken, conversationId }, load) {
      const session = await SocketioSession.open({ url, certPem, token: senderToken });
      return {
        send: (numbers) =>
          session.send(
            conversationId,
            numbers.map((number) => [FIRST_ID + number, body]),
            (answer) => ('error' in answer ? load.refused() : load.acked(answer.length)),
          ),
      };
    },
  };
});
