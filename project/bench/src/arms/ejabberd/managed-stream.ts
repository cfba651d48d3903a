import { expected, type XmppOptions, XmppSession } from './xmpp-session.ts';
import type { XmlElement } from './xml-stream.ts';

const NAMESPACE = 'urn:xmpp:sm:3';

/** A session that only sends and is told how many of its stanzas the server has handled (XEP-0198). */
export class ManagedStream {
  readonly #session: XmppSession;

  private constructor(session: XmppSession) {
    this.#session = session;
  }

  /** `onHandled` gets how many more have been handled, in the order in which they were sent. */
  static async open(options: Omit<XmppOptions, 'onStanza'>, onHandled: (count: number) => void): Promise<ManagedStream> {
    let handled = 0;
    let received = 0;
    const onStanza = ({ name, attributes }: XmlElement): void => {
      if (name === 'r') session.write(`<a xmlns='${NAMESPACE}' h='${received}'/>`);
      else if (name !== 'a') received += 1;
      else {
        const before = handled;
        handled = Number(attributes['h']);
        if (handled > before) onHandled(handled - before);
      }
    };
    const session = await XmppSession.open({ ...options, onStanza });
    expected('enabled', await session.ask(`<enable xmlns='${NAMESPACE}'/>`));
    return new ManagedStream(session);
  }

  send(stanzas: readonly string[]): void {
    this.#session.write(`${stanzas.join('')}<r xmlns='${NAMESPACE}'/>`);
  }

  close(): void {
    this.#session.close();
  }
}
