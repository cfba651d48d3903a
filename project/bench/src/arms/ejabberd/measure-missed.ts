import type { Missed } from '../missed.ts';
import type { EjabberdPair, EjabberdPlan } from './ejabberd-load-process.ts';
import { ManagedStream } from './managed-stream.ts';
import { child, type XmlElement } from './xml-stream.ts';
import { XmppSession } from './xmpp-session.ts';

const BATCH = 50;
/** The most that ejabberd gives at once. */
const PAGE = 250;

type Access = Pick<EjabberdPlan, 'port' | 'certPem' | 'domain' | 'password'>;

/** Archives `count` messages for a receiver who is away, and then lets it connect and read its archive from there on (XEP-0313). */
export async function measureMissed(access: Access, pair: EjabberdPair, count: number, bodyBytes: number): Promise<Missed> {
  const since = new Date().toISOString();
  await sendAll(access, pair, count, 'x'.repeat(bodyBytes));
  const start = performance.now();
  const archive = new ArchiveReader();
  const session = await XmppSession.open({ ...access, user: pair.receiver, onStanza: archive.onStanza });
  const connected = performance.now();
  const requests = await archive.readAll(session, since);
  const end = performance.now();
  session.close();
  if (archive.count !== count) throw new Error(`${archive.count} of ${count} missed messages came`);
  return { connectMs: connected - start, syncMs: end - connected, requests };
}

async function sendAll(access: Access, { sender, receiver }: EjabberdPair, count: number, body: string): Promise<void> {
  const run = Date.now();
  let handled = 0;
  let progress = Promise.withResolvers<undefined>();
  const stream = await ManagedStream.open({ ...access, user: sender }, (more) => {
    handled += more;
    progress.resolve(undefined);
  });
  for (let sent = 0; sent < count; sent += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, count - sent) }, (_, n) => sent + n);
    stream.send(
      numbers.map((n) => `<message to='${receiver}@${access.domain}' id='${run}-${n}' type='chat'><body>${body}</body></message>`),
    );
    while (handled < sent + numbers.length) {
      await progress.promise;
      progress = Promise.withResolvers();
    }
  }
  stream.close();
}

class ArchiveReader {
  count = 0;
  #page = Promise.withResolvers<XmlElement>();

  readonly onStanza = (stanza: XmlElement): void => {
    if (stanza.name === 'message' && child(stanza, 'result') !== undefined) this.count += 1;
    else if (stanza.name === 'iq') this.#page.resolve(stanza);
  };

  /** Resolves with the number of pages. */
  async readAll(session: XmppSession, since: string): Promise<number> {
    let after = '';
    for (let requests = 1; ; requests += 1) {
      this.#page = Promise.withResolvers();
      session.write(query(since, after));
      const answer = await this.#page.promise;
      const fin = child(answer, 'fin');
      if (fin === undefined) throw new Error(`the archive cannot be read: ${JSON.stringify(answer)}`);
      if (fin.attributes['complete'] === 'true') return requests;
      const set = child(fin, 'set');
      after = (set && child(set, 'last'))?.text ?? '';
    }
  }
}

const query = (since: string, after: string): string =>
  `<iq type='set' id='archive'><query xmlns='urn:xmpp:mam:2'><x xmlns='jabber:x:data' type='submit'>` +
  `<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:mam:2</value></field><field var='start'><value>${since}</value></field></x>` +
  `<set xmlns='http://jabber.org/protocol/rsm'><max>${PAGE}</max>${after === '' ? '' : `<after>${after}</after>`}</set></query></iq>`;
