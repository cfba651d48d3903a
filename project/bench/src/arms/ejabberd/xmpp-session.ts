// An XMPP client that can do what the bench needs: TLS 1.3 from the first byte, SASL PLAIN, one resource, and either presence, to be sent
// messages, or stream management (XEP-0198), to be told what the server has handled.
import { connect, type TLSSocket } from 'node:tls';
import { child, type XmlElement, XmlStream } from './xml-stream.ts';

export interface XmppAddress {
  readonly port: number;
  readonly certPem: string;
  /** Domain of the accounts. */
  readonly domain: string;
}

export interface XmppOptions extends XmppAddress {
  readonly user: string;
  readonly password: string;
  readonly onStanza: (stanza: XmlElement) => void;
}

const CONNECT_MS = 20_000;

export class XmppSession {
  readonly #socket: TLSSocket;
  readonly #options: XmppOptions;
  #stream: XmlStream;
  #next: PromiseWithResolvers<XmlElement> | undefined;

  private constructor(options: XmppOptions) {
    const { port, domain, certPem } = options;
    this.#options = options;
    this.#socket = connect({ host: '127.0.0.1', port, servername: domain, ca: certPem, minVersion: 'TLSv1.3' });
    this.#socket.setNoDelay(true);
    this.#socket.setEncoding('utf8');
    this.#socket.on('data', (text: string) => this.#stream.write(text));
    this.#socket.on('error', (error) => this.#next?.reject(error));
    this.#socket.on('close', () => this.#next?.reject(new Error('the server closed the stream')));
    this.#stream = this.#newStream();
  }

  /** Resolves when the resource is bound. Rejects when the server refuses, or is silent. */
  static async open(options: XmppOptions): Promise<XmppSession> {
    const session = new XmppSession(options);
    const timer = setTimeout(() => session.#socket.destroy(new Error('not signed in in time')), CONNECT_MS);
    try {
      await session.#signIn();
      return session;
    } catch (error) {
      session.#socket.destroy();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  write(xml: string): void {
    this.#socket.write(xml);
  }

  /** Writes and waits for the next stanza, which does not reach the listener. */
  ask(xml: string): Promise<XmlElement> {
    this.#next = Promise.withResolvers();
    this.write(xml);
    return this.#next.promise;
  }

  close(): void {
    this.#socket.end('</stream:stream>');
  }

  async #signIn(): Promise<void> {
    const { user, password, domain } = this.#options;
    const header = `<?xml version='1.0'?><stream:stream to='${domain}' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>`;
    await this.ask(header);
    const credentials = Buffer.from(`\0${user}\0${password}`).toString('base64');
    expected('success', await this.ask(`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${credentials}</auth>`));
    this.#stream = this.#newStream();
    await this.ask(header);
    const bound = await this.ask(`<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>`);
    if (child(bound, 'bind') === undefined) throw new Error(`expected a resource, got ${JSON.stringify(bound)}`);
  }

  #newStream(): XmlStream {
    return new XmlStream(
      (stanza) => {
        const next = this.#next;
        this.#next = undefined;
        if (next === undefined) this.#options.onStanza(stanza);
        else next.resolve(stanza);
      },
      (error) => this.#socket.destroy(error),
    );
  }
}

export function expected(name: string, { name: got, children }: XmlElement): void {
  if (got !== name) throw new Error(`expected ${name}, got ${got}: ${children.map((one) => one.name).join()}`);
}
