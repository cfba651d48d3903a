// The built web and logic tiers as processes, and people who stand to things as the permission table says: for tests of every route.
// People, groups and messages are rows put there directly, so that each case has its own at the cost of a few inserts.
import { randomBytes } from 'node:crypto';
import { hash } from 'bcryptjs';
import pg from 'pg';
import { createSigner } from '@godwit/shared/auth/jwt';
import type { Id } from '@godwit/shared/ids/id';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import { REST_PREFIX } from '@godwit/shared/rest/answer';
import { FILE_KINDS } from '@godwit/shared/rest/files';
import { createRefreshTokens } from '../auth/refresh-token.js';
import type { Subject } from '../route-rules.js';
import { readSigningKeys } from '../signing-keys.js';

interface World {
  readonly webUrl: string;
  readonly databaseUrl: string;
  readonly stack: { readonly keys: { readonly signing: string } };
  unhandled(): readonly string[];
  close(): Promise<void>;
}

export interface Person {
  readonly userId: Id;
  readonly username: string;
  readonly sessionId: Id;
  readonly deviceId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Somebody, and one of each thing that there is, to which he stands as `subject`. */
export interface Cast {
  readonly subject: Subject;
  readonly me: Person;
  /** My other device. */
  readonly otherSessionId: Id;
  /** Has the group, or is in it when it is mine; a friend, unless I am a stranger; blocks me when I am blocked. */
  readonly hub: Person;
  /** A plain member of the group. */
  readonly target: Person;
  /** A friend of mine who is in no group. */
  readonly friend: Person;
  /** Nobody to me; blocks me too when I am blocked. */
  readonly newcomer: Person;
  /** Has asked for my friendship and to be let into the group. */
  readonly asker: Person;
  /** One that is joined by approval, with one message of the hub's. */
  readonly groupId: Id;
  readonly applicationId: Id;
  readonly linkId: Id;
  readonly code: string;
  readonly requestId: Id;
  /** A complete avatar of mine. */
  readonly avatarId: Id;
  /** An upload of mine under way. */
  readonly uploadId: Id;
}

export interface RestCall {
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string>> | undefined;
}

export interface RestAnswer {
  readonly status: number;
  readonly text: string;
  /** undefined: the answer was no JSON. */
  readonly json: { readonly code: number; readonly data: unknown } | undefined;
}

export interface ChangedRow {
  readonly table: string;
  /** JSON; ids are numbers of any size in it. */
  readonly row: string;
}

export interface RouteWorld {
  readonly db: pg.Pool;
  readonly url: string;
  /** Lines of all tiers so far, of every level. */
  readonly log: readonly string[];
  /** Every token, signature and password that was used or given out. */
  readonly secrets: ReadonlySet<string>;
  unhandled(): readonly string[];
  castOf(subject: Subject): Promise<Cast>;
  /** `path` is under the prefix and encoded already. */
  call(method: string, path: string, call?: RestCall): Promise<RestAnswer>;
  /** Another text when any row was written or removed since. */
  rowsNow(): Promise<string>;
  /** What `changedSince` takes. */
  mark(): Promise<string>;
  /** The rows of all tables that were written since, by table. */
  changedSince(mark: string): Promise<readonly ChangedRow[]>;
  close(): Promise<void>;
}

export const PASSWORD = 'correct horse battery';
/** Cheap: what is stored is compared at its own cost. */
const COST = 4;
const TOKEN_MS = 3_600_000;

export async function startRouteWorld(webEnv: Readonly<Record<string, string>> = {}): Promise<RouteWorld> {
  const path = new URL('../../../../scripts/testing/world.ts', import.meta.url).href;
  const scripts = (await import(/* @vite-ignore */ path)) as { startWorld(options: object): Promise<World> };
  const log: string[] = [];
  const world = await scripts.startWorld({
    access: 1,
    web: 1,
    logic: 1,
    env: { web: { RATE_LIMIT_FACTOR: '1000', LOG_LEVEL: 'trace', ...webEnv }, logic: { LOG_LEVEL: 'trace' } },
    log: (_tier: string, line: string) => log.push(line),
  });
  const db = new pg.Pool({ connectionString: world.databaseUrl, max: 4 });
  db.on('error', () => undefined);
  const { privateKeyPem } = readSigningKeys(world.stack.keys.signing);
  const secrets = new Set([PASSWORD, `${PASSWORD} 2`]);
  const people = new People(db, privateKeyPem, await hash(PASSWORD, COST));
  return {
    db,
    url: world.webUrl,
    log,
    secrets,
    unhandled: () => world.unhandled(),
    castOf: (subject) => castOf(people, subject),
    call: async (method, callPath, call) => {
      const answer = await callRoute(world.webUrl + REST_PREFIX + callPath, method, call);
      for (const secret of secretsOf(call, answer)) secrets.add(secret);
      return answer;
    },
    rowsNow: () => rowsOf(db),
    mark: async () => (await db.query<{ xid: string }>(`SELECT pg_current_xact_id()::text AS xid`)).rows[0]!.xid,
    changedSince: (mark) => changedSince(db, mark),
    close: async () => {
      await db.end();
      await world.close();
    },
  };
}

async function callRoute(url: string, method: string, { token, body, query }: RestCall = {}): Promise<RestAnswer> {
  const response = await fetch(query === undefined ? url : `${url}?${new URLSearchParams(query).toString()}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(body === undefined || Buffer.isBuffer(body) ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: response.status, text, json: isJson ? (JSON.parse(text) as RestAnswer['json']) : undefined };
}

const SECRET_FIELDS = /"(?:accessToken|refreshToken|code)":"([^"]{20,})"|[?&]signature=([\w-]+)/g;

function secretsOf({ token, body, query }: RestCall = {}, { text }: RestAnswer): string[] {
  const said = `${text}${JSON.stringify(body) ?? ''}`;
  const found = [...said.matchAll(SECRET_FIELDS)].flatMap(([, field, signature]) => [field, signature]);
  return [token, query?.['signature'], ...found].filter((secret) => secret !== undefined && secret.length >= 20) as string[];
}

const tablesOf = async (db: pg.Pool): Promise<string[]> => {
  const { rows } = await db.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname = 'public' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
};

/** xmin is the transaction that wrote a row last: a lock leaves it alone. */
async function rowsOf(db: pg.Pool): Promise<string> {
  const counted = (await tablesOf(db)).map((table) => `SELECT '${table}', count(*), sum(xmin::text::bigint) FROM ${table}`);
  const { rows } = await db.query<unknown[]>({ text: counted.join(' UNION ALL '), rowMode: 'array' });
  return rows
    .map((row) => row.join(' '))
    .sort()
    .join('\n');
}

async function changedSince(db: pg.Pool, mark: string): Promise<ChangedRow[]> {
  const changed = (await tablesOf(db)).map(
    (table) => `SELECT '${table}' AS "table", to_jsonb(t)::text AS row FROM ${table} t WHERE xmin::text::bigint > $1::bigint`,
  );
  return (await db.query<ChangedRow>(changed.join(' UNION ALL '), [mark])).rows;
}

let lastId = 1_000_000_000_000;
export const newId = (): Id => String(++lastId);

class People {
  readonly #db: pg.Pool;
  readonly #sign: ReturnType<typeof createSigner>;
  readonly #refresh: ReturnType<typeof createRefreshTokens>;
  readonly #passwordHash: string;

  constructor(db: pg.Pool, privateKeyPem: string, passwordHash: string) {
    this.#db = db;
    this.#sign = createSigner({ privateKeyPem, ttlMs: TOKEN_MS });
    this.#refresh = createRefreshTokens([privateKeyPem]);
    this.#passwordHash = passwordHash;
  }

  async person(): Promise<Person> {
    const [userId, sessionId] = [newId(), newId()];
    const [username, deviceId] = [`person${userId}`, `device-${userId}`];
    await this.insert('users', { id: userId, username, nickname: `N${userId}`, password_hash: this.#passwordHash });
    const refreshToken = await this.session(userId, sessionId, deviceId);
    const accessToken = this.#sign({ userId, sessionId, deviceId, platform: 'web' }).token;
    return { userId, username, sessionId, deviceId, accessToken, refreshToken };
  }

  async session(userId: Id, id: Id, deviceId: string): Promise<string> {
    const { token, hash: refreshHash } = this.#refresh.issue(id);
    const expiresAt = new Date(Date.now() + TOKEN_MS);
    const row = { id, user_id: userId, device_id: deviceId, platform: 'web', refresh_hash: refreshHash, expires_at: expiresAt };
    await this.insert('user_session', row);
    return token;
  }

  /** Names of tables and columns are this file's own. */
  async insert(table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
    const columns = Object.keys(row);
    const places = columns.map((_, i) => `$${String(i + 1)}`);
    await this.#db.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places.join(', ')})`, Object.values(row));
  }

  async befriend(a: Person, b: Person): Promise<void> {
    const [low, high] = BigInt(a.userId) < BigInt(b.userId) ? [a.userId, b.userId] : [b.userId, a.userId];
    const id = newId();
    await Promise.all([
      this.insert('friend', { id: newId(), user_id: low, friend_id: high }),
      this.insert('friend', { id: newId(), user_id: high, friend_id: low }),
      this.insert('conversation', { id, type: 0, direct_key: `${low}:${high}`, member_count: 2 }),
      this.insert('conversation_member', { id: newId(), conversation_id: id, user_id: low }),
      this.insert('conversation_member', { id: newId(), conversation_id: id, user_id: high }),
    ]);
  }
}

const ROLES: Partial<Record<Subject, object>> = { admin: { role: 1 }, owner: { role: 2 }, former: { max_seq: 1 } };

async function castOf(people: People, subject: Subject): Promise<Cast> {
  const persons = await Promise.all(Array.from({ length: 6 }, () => people.person()));
  const [me, hub, target, friend, newcomer, asker] = persons as [Person, Person, Person, Person, Person, Person];
  const [otherSessionId, groupId, applicationId, linkId, requestId, avatarId, uploadId] = Array.from({ length: 7 }, newId) as [
    Id,
    Id,
    Id,
    Id,
    Id,
    Id,
    Id,
  ];
  const code = randomBytes(16).toString('base64url');
  const owner = subject === 'owner' ? me : hub;
  const isIn = subject !== 'stranger' && subject !== 'anonymous';
  const member = (userId: Id, more: object = {}): Promise<void> =>
    people.insert('conversation_member', { id: newId(), conversation_id: groupId, user_id: userId, ...more });
  const file = (id: Id, more: object): Promise<void> =>
    people.insert('file', {
      id,
      user_id: me.userId,
      kind: FILE_KINDS.indexOf('avatar'),
      name: 'a.png',
      size: 10,
      storage_key: randomBytes(16).toString('hex'),
      check_at: new Date(Date.now() + TOKEN_MS),
      ...more,
    });
  await Promise.all([
    people.session(me.userId, otherSessionId, `other-${me.userId}`),
    people.befriend(me, friend),
    ...(isIn ? [people.befriend(me, hub)] : []),
    people.insert('conversation', {
      id: groupId,
      type: 1,
      title: 'Group',
      owner_id: owner.userId,
      member_count: isIn && subject !== 'former' ? 3 : 2,
      last_seq: 1,
      countable_total: 1,
    }),
    member(hub.userId, owner === hub ? { role: 2 } : {}),
    member(target.userId),
    ...(isIn ? [member(me.userId, ROLES[subject])] : []),
    people.insert('message', {
      id: newId(),
      conversation_id: groupId,
      seq: 1,
      sender_id: hub.userId,
      client_msg_id: newId(),
      countable_no: 1,
      body: Buffer.from(encodeMessageBody({ kind: 'text', text: 'hello' })),
    }),
    people.insert('group_application', { id: applicationId, conversation_id: groupId, user_id: asker.userId }),
    people.insert('group_invite', {
      id: linkId,
      conversation_id: groupId,
      user_id: owner.userId,
      code,
      expires_at: new Date(Date.now() + TOKEN_MS),
    }),
    people.insert('friend_request', { id: requestId, from_user_id: asker.userId, to_user_id: me.userId }),
    ...(subject === 'blocked'
      ? [hub, newcomer].map((by) => people.insert('user_block', { id: newId(), user_id: by.userId, blocked_id: me.userId }))
      : []),
    ...(subject === 'root' ? [people.insert('admin', { id: newId(), user_id: me.userId })] : []),
    file(avatarId, { mime: 'image/png', width: 1, height: 1, ready: 1 }),
    file(uploadId, {}),
  ]);
  const ids = { otherSessionId, groupId, applicationId, linkId, requestId, avatarId, uploadId };
  return { subject, me, hub, target, friend, newcomer, asker, code, ...ids };
}
