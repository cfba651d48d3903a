// One session that reads a log from its beginning, frame by frame, and always asks for more than a page may hold.
import type { Id } from '@godwit/shared/ids/id';
import type { Down } from '@godwit/shared/protocol/down';
import type { RawSession } from '../devices/raw-session.ts';

const ASKED = 60_000;
/** As the SDK does: an answer may fail to come when a machine is very busy. */
const RESEND_MS = 5_000;
const ATTEMPTS = 5;

type Page = Extract<Down, { kind: 'historyPage' }>;

export interface Pulled {
  readonly pages: number;
  readonly entries: number;
  readonly largestPage: number;
  /** Pages that are not what they say, or do not go on where the last one ended. */
  readonly wrong: readonly string[];
}

export async function rawPull(session: RawSession, conversationId: Id): Promise<Pulled> {
  let pulled: Pulled = { pages: 0, entries: 0, largestPage: 0, wrong: [] };
  for (let next = 1, last = 1; next <= last;) {
    const { fromSeq, toSeq, lastSeq, entries } = await pageFrom(session, conversationId, next);
    const whole = fromSeq === next && toSeq === next + entries.length - 1 && entries.every(({ seq }, i) => seq === next + i);
    pulled = {
      pages: pulled.pages + 1,
      entries: pulled.entries + entries.length,
      largestPage: Math.max(pulled.largestPage, entries.length),
      wrong: whole ? pulled.wrong : [...pulled.wrong, `${fromSeq} to ${toSeq} with ${entries.length} entries, from ${next}`],
    };
    if (entries.length === 0) break;
    next = toSeq + 1;
    last = lastSeq;
  }
  return pulled;
}

async function pageFrom(session: RawSession, conversationId: Id, fromSeq: number): Promise<Page> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    session.received.length = 0;
    session.send({ kind: 'historyRequest', conversationId, fromSeq, toSeq: 0, limit: ASKED, direction: 'forward', since: 0 });
    const page = await session.when(() => session.all('historyPage').find((found) => found.fromSeq === fromSeq), RESEND_MS);
    if (page !== undefined) return page;
  }
  throw new Error(`no page of ${conversationId} from ${fromSeq} on, asked for ${ATTEMPTS} times`);
}
