// Every cell of FRAME_PERMISSIONS: each frame by everybody about each kind of id, through a logic node.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Id, NO_ID } from '@godwit/shared/ids/id';
import { encodeDown } from '@godwit/shared/protocol/down';
import { errorName } from '@godwit/shared/protocol/errors';
import { withoutLengthPrefix } from '@godwit/shared/protocol/frame';
import {
  FRAME_PERMISSIONS,
  FRAME_STANDINGS,
  type FrameKind,
  framePermission,
  type FrameStanding,
  type FrameVerdict,
} from '@godwit/shared/protocol/frame-permissions';
import { anyDown } from '@godwit/shared/protocol/testing/arbitrary-messages';
import type { Up } from '@godwit/shared/protocol/up';
import { askAnything } from '../testing/ask-logic.js';
import type { FakeSession, Of } from '../testing/fake-access.js';
import { type LogicWorld, startLogicWorld } from '../testing/logic-world.js';
import { textEntry, userMessage } from '../testing/messages.js';
import { befriend, createGroup, createUser, testId } from '../testing/people.js';
import { stateOf, tell } from '../testing/talk.js';
import { until } from '../testing/until.js';

const KINDS = Object.keys(FRAME_PERMISSIONS) as FrameKind[];
const IDS = ['own', 'foreign', 'missing', 'malformed'] as const;
type IdIs = (typeof IDS)[number];

/** Ids that no row has, and ids that no row can have. */
const MISSING = '8999999999999999999';
const MALFORMED = ['0', '9223372036854775808', '18446744073709551615'];

/** Somebody, what he stands to, and another one who is there. */
interface Cast {
  readonly me: FakeSession;
  readonly conversationId: Id;
  readonly witness: FakeSession;
}

let world: LogicWorld;
let casts: Record<FrameStanding, Cast>;
let foreign: Cast;

const person = async (): Promise<FakeSession> => world.access.online(await createUser(world.db));

const CHANGES: Partial<Record<FrameStanding, string>> = {
  former: 'max_seq = 1',
  muted: `muted_until = now() + interval '1 hour'`,
  admin: 'role = 1',
  owner: 'role = 2',
};

async function castOf(standing: FrameStanding): Promise<Cast> {
  const [me, witness] = [await person(), await person()];
  if (standing === 'friend' || standing === 'blocked') {
    const conversationId = await befriend(world.db, me.userId, witness.userId);
    await tell(witness, conversationId, textEntry('hello'));
    if (standing === 'blocked') await askAnything(world, 'block', { userId: witness.userId, blockedId: me.userId });
    return { me, conversationId, witness };
  }
  const conversationId = await createGroup(
    world.db,
    [witness, ...(standing === 'stranger' ? [] : [me])].map(({ userId }) => userId),
  );
  await tell(witness, conversationId, textEntry('hello'));
  const change = CHANGES[standing];
  if (change !== undefined) {
    await world.db.query(`UPDATE conversation_member SET ${change} WHERE conversation_id = $1 AND user_id = $2`, [
      conversationId,
      me.userId,
    ]);
    await world.db.query(`UPDATE conversation SET membership_version = membership_version + 1 WHERE id = $1`, [conversationId]);
  }
  return { me, conversationId, witness };
}

beforeAll(async () => {
  world = await startLogicWorld();
  casts = Object.fromEntries(await Promise.all(FRAME_STANDINGS.map(async (s) => [s, await castOf(s)] as const))) as typeof casts;
  foreign = await castOf('friend');
});
afterAll(() => world.close());

const HELLO = { protocol: 1, accessToken: 'x', deviceId: 'd', platform: 'web', clientVersion: '', resume: null } as const;

/** One frame of each kind about a conversation, or about somebody. */
const FRAMES: { readonly [K in FrameKind]: (conversationId: Id, userId: Id) => Extract<Up, { kind: K }> } = {
  hello: () => ({ kind: 'hello', ...HELLO }),
  ping: () => ({ kind: 'ping', clientTime: 1, receivedCount: 0 }),
  userMessage: (conversationId) => userMessage(conversationId, textEntry('said')) as Extract<Up, { kind: 'userMessage' }>,
  conversationRead: (conversationId) => ({ kind: 'conversationRead', conversationId, readSeq: 1 }),
  deliveryAck: (conversationId) => ({ kind: 'deliveryAck', cursors: [{ conversationId, seq: 1 }] }),
  typing: (conversationId) => ({ kind: 'typing', conversationId, typing: true }),
  presenceSubscribe: (_, userId) => ({ kind: 'presenceSubscribe', userIds: [userId] }),
  showing: (conversationId) => ({ kind: 'showing', conversationIds: [conversationId] }),
  syncRequest: (conversationId) => ({
    kind: 'syncRequest',
    since: 0,
    userVersion: 0,
    cursor: '',
    limit: 0,
    conversationIds: [conversationId],
  }),
  historyRequest: (conversationId) => ({
    kind: 'historyRequest',
    conversationId,
    fromSeq: 1,
    toSeq: 0,
    limit: 0,
    direction: 'forward',
    since: 0,
  }),
  cancel: () => ({ kind: 'cancel', ref: 1 }),
};

/** What came of it, and the answer without what names the question. */
interface Seen {
  readonly verdict: FrameVerdict;
  readonly answer: unknown;
}

const DONE: Seen = { verdict: 'done', answer: undefined };
const NOTHING: Seen = { verdict: 'nothing', answer: undefined };
const refused = ({ ref, ...rest }: Of<'error'>): Seen => ({ verdict: rest.name as FrameVerdict, answer: { ...rest, ref: ref > 0 } });

/** Marks that were moved by cells before this one go back, so that each cell shows its own effect. */
const forget = ({ me, conversationId }: Cast): Promise<unknown> =>
  world.db.query(
    `UPDATE conversation_member SET read_seq = 0, read_countable = 0, delivered_seq = 0 WHERE conversation_id = $1 AND user_id = $2`,
    [conversationId, me.userId],
  );

const marksOf = async ({ me, conversationId }: Cast): Promise<{ read: number; delivered: number } | undefined> => {
  const { rows } = await world.db.query<{ read: number; delivered: number }>(
    `SELECT read_seq::int AS read, delivered_seq::int AS delivered FROM conversation_member WHERE conversation_id = $1 AND user_id = $2`,
    [conversationId, me.userId],
  );
  return rows[0];
};

const newRef = (): number => Number(testId()) % 1_000_000_000;
const errorTo = (me: FakeSession, ref: number): Of<'error'> | undefined => me.all('error').find((e) => e.ref === ref);

/** A question behind it, so that an answer to it had its time. */
const settled = (me: FakeSession): Promise<unknown> =>
  me.ask({ kind: 'syncRequest', since: 0, userVersion: 0, cursor: '', limit: 1, conversationIds: [] });

/** Sends and sees by its effect whether it was done. */
const SEE: { readonly [K in FrameKind]: (cast: Cast, frame: Extract<Up, { kind: K }>) => Promise<Seen> } = {
  hello: (cast, frame) => asked(cast, frame),
  ping: (cast, frame) => asked(cast, frame),
  showing: (cast, frame) => asked(cast, frame),
  syncRequest: (cast, frame) => asked(cast, frame),
  historyRequest: (cast, frame) => asked(cast, frame),
  async userMessage({ me, witness, conversationId }, frame) {
    const { clientMsgId: _, ...result } = await tell(me, frame.conversationId, frame.entries[0]!);
    if (result.code !== 0) return { verdict: errorName(result.code) as FrameVerdict, answer: result };
    const pushed = await witness.when('the push', () =>
      witness.all('pushMessage').find((p) => p.conversationId === conversationId && p.entries.some((e) => e.seq === result.seq)),
    );
    expect(pushed.entries.find((e) => e.seq === result.seq)?.senderId).toBe(me.userId);
    return DONE;
  },
  async conversationRead(cast, frame) {
    await forget(cast);
    const ref = newRef();
    cast.me.send(frame, { ref });
    return until('a mark or a refusal', async () => {
      const error = errorTo(cast.me, ref);
      if (error !== undefined) return refused(error);
      return (await marksOf(cast))?.read === 1 ? DONE : undefined;
    });
  },
  async deliveryAck(cast, frame) {
    await forget(cast);
    const ref = newRef();
    cast.me.send(frame, { ref });
    // a mark that is to be moved behind it, in a conversation where it is
    const fence: Cast = {
      ...casts.friend,
      me: cast.me,
      conversationId: await befriend(world.db, cast.me.userId, await createUser(world.db)),
    };
    await world.db.query(`UPDATE conversation SET last_seq = 1 WHERE id = $1`, [fence.conversationId]);
    cast.me.send(FRAMES.deliveryAck(fence.conversationId, NO_ID));
    await until('the mark behind it', async () => ((await marksOf(fence))?.delivered === 1 ? true : undefined));
    const error = errorTo(cast.me, ref);
    if (error !== undefined) return refused(error);
    return (await marksOf(cast))?.delivered === 1 ? DONE : NOTHING;
  },
  async typing({ me, witness, conversationId }, frame) {
    const before = witness.all('typingNotice').length;
    const refs: number[] = [];
    return until('a notice or a refusal', async () => {
      refs.push(newRef());
      me.send(frame, { ref: refs.at(-1)! });
      await settled(me);
      const error = refs.map((ref) => errorTo(me, ref)).find((found) => found !== undefined);
      if (error !== undefined) return refused(error);
      const notice = witness.all('typingNotice')[before];
      if (notice === undefined) return undefined;
      expect(notice).toMatchObject({ conversationId, userId: me.userId });
      return DONE;
    });
  },
  async presenceSubscribe({ me }, frame) {
    const before = me.all('presenceUpdate').length;
    me.send(frame);
    const { users } = await me.nth('presenceUpdate', before + 1);
    expect(users.map(({ userId }) => userId)).toEqual(frame.userIds);
    return { verdict: users[0]!.online ? 'done' : 'nothing', answer: users.map(({ userId: _, ...shown }) => shown) };
  },
  async cancel({ me }, frame) {
    const before = me.received.length;
    me.send(frame, { ref: newRef() });
    await settled(me);
    expect(me.received.slice(before).map(({ message }) => message.kind)).toEqual(['syncPage']);
    return NOTHING;
  },
};

async function asked({ me }: Cast, frame: Up): Promise<Seen> {
  const answer = await me.ask(frame);
  return answer.kind === 'error' ? refused(answer) : { verdict: 'done', answer };
}

const see = (kind: FrameKind, cast: Cast, about: readonly [conversationId: Id, userId: Id]): Promise<Seen> =>
  (SEE[kind] as (cast: Cast, frame: Up) => Promise<Seen>)(cast, FRAMES[kind](...about));

const idsOf = (idIs: IdIs, cast: Cast): (readonly [conversationId: Id, userId: Id])[] => {
  if (idIs === 'own') return [[cast.conversationId, cast.witness.userId]];
  if (idIs === 'foreign') return [[foreign.conversationId, foreign.witness.userId]];
  return (idIs === 'missing' ? [MISSING] : MALFORMED).map((id) => [id, id]);
};

describe.each(KINDS)('[S11] [C32] %s', (kind) => {
  const permission = framePermission(kind);

  it.each(FRAME_STANDINGS.flatMap((standing) => IDS.map((id) => ({ standing, id }))))(
    'by the $standing about the $id id',
    async ({ standing, id }) => {
      const cast = casts[standing];
      for (const about of idsOf(id, cast)) {
        const { verdict } = await see(kind, cast, about);
        expect(verdict).toBe(id === 'own' ? permission.may[standing] : permission.unknown);
      }
    },
  );

  it('[C33] answers word for word the same about what is foreign, missing and malformed, and to a stranger', async () => {
    const ids = IDS.slice(1).flatMap((id) => idsOf(id, casts.owner));
    const answers: unknown[] = [(await see(kind, casts.stranger, idsOf('own', casts.stranger)[0]!)).answer];
    for (const about of ids) answers.push((await see(kind, casts.owner, about)).answer);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });
});

describe('[S11] who is not in a conversation', () => {
  it('gets none of it by asking for it beside his own', async () => {
    const { me, conversationId } = casts.member;
    const page = await me.ask({
      ...FRAMES.syncRequest(conversationId, '1'),
      conversationIds: [foreign.conversationId, conversationId, MISSING],
    });
    expect(page.kind === 'syncPage' && page.conversations.map((c) => c.member.conversationId)).toEqual([conversationId]);
  });

  it('has changed nothing in it with all of this, and has reached nobody in it', async () => {
    const { rows } = await world.db.query(
      `SELECT c.last_seq::int, c.membership_version::int, m.read_seq::int, m.delivered_seq::int, m.version::int
       FROM conversation c JOIN conversation_member m ON m.conversation_id = c.id WHERE c.id = $1 AND m.user_id = $2`,
      [foreign.conversationId, foreign.me.userId],
    );
    expect(rows).toEqual([
      {
        last_seq: 1,
        membership_version: expect.any(Number) as number,
        read_seq: 0,
        delivered_seq: 0,
        version: expect.any(Number) as number,
      },
    ]);
    const seen = (session: FakeSession): string[] => session.received.map(({ message }) => message.kind);
    expect(seen(foreign.me).filter((kind) => kind !== 'pushMessage')).toEqual([]);
    expect(foreign.me.all('pushMessage').flatMap((p) => p.entries.map((e) => e.seq))).toEqual([1]);
  });
});

describe('[S11] who somebody is', () => {
  it('is not taken from a frame: one that only servers send is refused, whatever it says, and changes nothing', async () => {
    const { me, conversationId } = casts.member;
    const before = await stateOf(me, conversationId);
    const forged = fc.sample(anyDown, 300);
    expect(new Set(forged.map(({ kind }) => kind)).size).toBeGreaterThan(15);
    for (const message of forged) me.sendRaw(withoutLengthPrefix(encodeDown(message)));
    const refusals = await me.when('all refusals', () => {
      const found = me.all('error').filter(({ name }) => name === 'MALFORMED_FRAME');
      return found.length >= forged.length ? found : undefined;
    });
    expect(refusals).toHaveLength(forged.length);
    expect(await stateOf(me, conversationId)).toEqual(before);
  });

  it('has no field in what a client sends: only presence names users, and those are others', () => {
    const schema = readFileSync(new URL('../../../../schema/message.fbs', import.meta.url), 'utf8');
    const fieldsOf = (table: string): string => new RegExp(`^table ${table} \\{([^}]*)\\}`, 'm').exec(schema)![1]!;
    const named = KINDS.map((kind) => kind[0]!.toUpperCase() + kind.slice(1));
    const naming = [...named, 'OutgoingEntry', 'Cursor', 'Resume'].filter((table) =>
      /(user|sender|operator|reader|author|from)_ids?\b/.test(fieldsOf(table)),
    );
    expect(naming).toEqual(['PresenceSubscribe']);
  });
});
