import { GodwitClient } from '@godwit/client/client';
import type { Id } from '@godwit/shared/ids/id';
import type { Ledger, LedgerSend } from '../ledger/ledger-event.ts';

/** One device of one user: the real SDK over WebSocket, with everything it does and shows written to a ledger. */
export class Device {
  readonly client: GodwitClient;
  readonly ledger: Ledger;

  private constructor(client: GodwitClient, ledger: Ledger) {
    this.client = client;
    this.ledger = ledger;
  }

  static async signIn(api: string, username: string, password: string, deviceId: string): Promise<Device> {
    const client = new GodwitClient({ api, deviceId, platform: 'test', transport: 'websocket' });
    const { userId } = await client.login({ username, password });
    const ledger: Ledger = { device: deviceId, userId, sends: [], shown: [] };
    client.on('entry', ({ kind, conversationId, seq, body }) => {
      if (kind === 'message') ledger.shown.push({ conversationId, seq, text: body.text });
    });
    await client.connect();
    return new Device(client, ledger);
  }

  /** Resolves when acked, however long that takes. */
  async send(conversationId: Id, text: string): Promise<void> {
    const send: LedgerSend = { conversationId, text, seq: undefined };
    this.ledger.sends.push(send);
    send.seq = (await this.client.send(conversationId, { text })).seq;
  }
}
