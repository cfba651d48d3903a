// Load generator of the Socket.IO arm (Node).
import { type ArmPlan, runGenerator } from '../load/run-generator.ts';
import { SocketioSession } from './socketio-session.ts';

export interface SocketioPair {
  readonly conversationId: number;
  readonly senderToken: string;
  readonly receiverToken: string;
}

export interface SocketioPlan extends ArmPlan<SocketioPair> {
  readonly url: string;
  readonly certPem: string;
}

const NUMBERS_PER_RUN = 2 ** 21;
/** Upper half of this run's client ids: another run of the same senders must not repeat them. */
const FIRST_ID = Math.floor(Math.random() * 0x7fff_ffff) * NUMBERS_PER_RUN;

await runGenerator<SocketioPlan>(({ url, certPem, load: { bodyBytes } }) => {
  const body = 'x'.repeat(bodyBytes);
  return {
    async receiver({ receiverToken }, load) {
      await SocketioSession.open({
        url,
        certPem,
        token: receiverToken,
        onMessages: (_, messages) => {
          for (const [, clientId, text] of messages) if (text === body) load.delivered(clientId - FIRST_ID);
        },
      });
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
