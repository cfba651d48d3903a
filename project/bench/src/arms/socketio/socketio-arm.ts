// The yardstick of the bench: Socket.IO and PostgreSQL with group commit, as one Node process.
import { fileURLToPath } from 'node:url';
import { createSigner, generateKeyPair } from '@godwit/shared/auth/jwt';
import type { Arm, ArmOptions, Load, LoadProcess } from '../../arm.ts';
import { startArmDatabase } from '../arm-database.ts';
import { ArmDirectory } from '../arm-directory.ts';
import { makeCertificate } from '../certificate.ts';
import type { Missed } from '../missed.ts';
import { startGenerator } from '../load/start-generator.ts';
import { measureMissed } from './measure-missed.ts';
import type { SocketioGroup, SocketioPlan } from './socketio-load-process.ts';
import { startSocketioServer } from './start-socketio-server.ts';

const TOKEN_MS = 24 * 3_600_000;
const LOAD_PROGRAM = fileURLToPath(new URL('socketio-load-process.ts', import.meta.url));
/** Has no session in any load. */
const MISSED_PAIR = 10_000_000;
const GROUP = 20_000_000;
/** Behind all users of pairs. */
const FIRST_MEMBER = 50_000_000;

const SCHEMA = `
  CREATE TABLE conversation (id int PRIMARY KEY, members int[] NOT NULL);
  CREATE TABLE message (
    conversation_id int NOT NULL,
    seq int NOT NULL,
    sender_id int NOT NULL,
    client_id bigint NOT NULL,
    body text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (conversation_id, seq),
    UNIQUE (sender_id, client_id)
  )`;

/** Pair n are the users 2n and 2n + 1 in conversation n. */
const ADD_PAIRS =
  'INSERT INTO conversation SELECT n, ARRAY[2 * n, 2 * n + 1] FROM generate_series($1::int, $2::int) n ON CONFLICT DO NOTHING';

const ADD_GROUP =
  'INSERT INTO conversation SELECT $1::int, array_agg($2::int + n) FROM generate_series(0, $3::int - 1) n ON CONFLICT DO NOTHING';

export interface SocketioPair {
  readonly conversationId: number;
  readonly senderToken: string;
  readonly receiverToken: string;
}

export interface SocketioArm extends Arm {
  /** As startLoad, in one group with `members` members, the same number whenever it is called; the first sends. */
  startGroupLoad(members: number, load: Load): Promise<LoadProcess>;
  /** `count` (≤ 1,000) messages of one conversation. */
  missed(count: number, bodyBytes: number): Promise<Missed>;
  readonly databaseUrl: string;
  readonly access: Pick<SocketioPlan, 'url' | 'certPem'>;
  /** n from 1. */
  pair(n: number): SocketioPair;
}

export async function startSocketioArm(_options: ArmOptions = {}): Promise<SocketioArm> {
  return new ArmDirectory('socketio').build(assemble);
}

async function assemble(directory: ArmDirectory): Promise<SocketioArm> {
  const database = await startArmDatabase(directory.path, SCHEMA);
  directory.onClose(() => database.close());
  const certificate = await makeCertificate();
  const keys = generateKeyPair();
  const server = await startSocketioServer({ databaseUrl: database.url, ...certificate, publicKeyPem: keys.publicKeyPem });
  directory.onClose(() => server.stop());
  const access = { url: `wss://127.0.0.1:${server.port}`, certPem: certificate.certPem };
  const sign = createSigner({ privateKeyPem: keys.privateKeyPem, ttlMs: TOKEN_MS });
  const token = (user: number): string =>
    sign({ userId: String(user), sessionId: String(user), deviceId: `device-${user}`, platform: 'bench' }).token;
  const pair = (n: number): SocketioPair => ({ conversationId: n, senderToken: token(2 * n), receiverToken: token(2 * n + 1) });
  const start = (load: Load, groups: readonly SocketioGroup[]): Promise<LoadProcess> =>
    startGenerator('the generator of socketio', LOAD_PROGRAM, { load, ...access, pairs: groups } satisfies SocketioPlan);
  const addPairs = async (from: number, to: number): Promise<void> => void (await database.query(ADD_PAIRS, [from, to]));
  return {
    name: 'socketio',
    processes: () => ({ server: server.pid, postgres: database.pid }),
    prepare: (count) => addPairs(1, count),
    startLoad: (load) =>
      start(
        load,
        Array.from({ length: load.pairs }, (_, n) => groupOf(pair(n + 1))),
      ),
    async startGroupLoad(members, load) {
      await database.query(ADD_GROUP, [GROUP, FIRST_MEMBER, members]);
      const [senderToken, ...receiverTokens] = Array.from({ length: members }, (_, n) => token(FIRST_MEMBER + n));
      return start(load, [{ conversationId: GROUP, senderToken: senderToken!, receiverTokens }]);
    },
    async rows() {
      const [row] = await database.query<{ count: number }>('SELECT count(*)::int FROM message');
      return row?.count ?? 0;
    },
    async missed(count, bodyBytes) {
      await addPairs(MISSED_PAIR, MISSED_PAIR);
      return measureMissed(access, pair(MISSED_PAIR), count, bodyBytes);
    },
    databaseUrl: database.url,
    access,
    pair,
    close: () => directory.close(),
  };
}

const groupOf = ({ receiverToken, ...pair }: SocketioPair): SocketioGroup => ({ ...pair, receiverTokens: [receiverToken] });
