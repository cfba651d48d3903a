// Load generator of the ejabberd arm (Node). The ack of a message is that of stream management: ejabberd answers <r/> after it has
// handled what came before, and handling a message includes the COMMIT of its row in the sender's archive.
import { type ArmPlan, runGenerator } from '../load/run-generator.ts';
import { ManagedStream } from './managed-stream.ts';
import { child } from './xml-stream.ts';
import { type XmppAddress, XmppSession } from './xmpp-session.ts';

export interface EjabberdPair {
  readonly sender: string;
  readonly receiver: string;
}

export interface EjabberdPlan extends ArmPlan<EjabberdPair>, XmppAddress {
  /** Of all users. */
  readonly password: string;
}

/** Begins the ids of this run. */
const RUN = `${Math.floor(Math.random() * 0x7fff_ffff)}-`;

await runGenerator<EjabberdPlan>(({ password, load: { bodyBytes }, ...address }) => {
  const body = 'x'.repeat(bodyBytes);
  return {
    async receiver({ receiver }, delivered) {
      const session = await XmppSession.open({
        ...address,
        password,
        user: receiver,
        onStanza: (stanza) => {
          const id = stanza.attributes['id'] ?? '';
          if (stanza.name === 'message' && id.startsWith(RUN) && child(stanza, 'body')?.text === body)
            delivered(Number(id.slice(RUN.length)));
        },
      });
      // Its own presence comes back when the server knows where to send messages to.
      await session.ask('<presence/>');
    },
    async sender({ sender, receiver }, load) {
      const stream = await ManagedStream.open({ ...address, password, user: sender }, (count) => load.acked(count));
      return {
        send: (numbers) =>
          stream.send(
            numbers.map(
              (number) => `<message to='${receiver}@${address.domain}' id='${RUN}${number}' type='chat'><body>${body}</body></message>`,
            ),
          ),
      };
    },
  };
});
