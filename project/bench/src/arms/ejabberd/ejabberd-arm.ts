// ejabberd of Debian 12 with its archive in PostgreSQL: what an ordinary installation of the best known XMPP server does.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Arm, ArmOptions } from '../../arm.ts';
import { startArmDatabase } from '../arm-database.ts';
import { ArmDirectory } from '../arm-directory.ts';
import { makeCertificate } from '../certificate.ts';
import { startGenerator } from '../load/start-generator.ts';
import type { Missed } from '../missed.ts';
import type { EjabberdPair, EjabberdPlan } from './ejabberd-load-process.ts';
import { type EjabberdProgram, ejabberdProgram } from './ejabberd-program.ts';
import { measureMissed } from './measure-missed.ts';
import { startEjabberd } from './start-ejabberd.ts';

const DOMAIN = 'localhost';
const PASSWORD = 'bench';
const LOAD_PROGRAM = fileURLToPath(new URL('ejabberd-load-process.ts', import.meta.url));
/** Has no session in any load. */
const MISSED_PAIR = 10_000_000;

const ADD_USERS = `INSERT INTO users (username, password)
  SELECT side || n, '${PASSWORD}' FROM generate_series($1::int, $2::int) n, (VALUES ('sender-'), ('receiver-')) AS sides (side) ON CONFLICT DO NOTHING`;
/** Its sender's row of each message: that is the one which the ack waits for. */
const COUNT = "SELECT count(*)::int FROM archive WHERE username LIKE 'sender-%'";

export interface EjabberdArm extends Arm {
  missed(count: number, bodyBytes: number): Promise<Missed>;
}

export async function startEjabberdArm({ progress = () => undefined }: ArmOptions = {}): Promise<EjabberdArm> {
  const program = await ejabberdProgram(progress);
  return new ArmDirectory('ejabberd').build((directory) => assemble(directory, program));
}

async function assemble(directory: ArmDirectory, program: EjabberdProgram): Promise<EjabberdArm> {
  const database = await startArmDatabase(directory.path, readFileSync(program.schemaFile, 'utf8'));
  directory.onClose(() => database.close());
  const certificate = await makeCertificate();
  const ejabberd = await startEjabberd({ program, dir: directory.path, domain: DOMAIN, databaseUrl: database.url, certificate });
  directory.onClose(() => ejabberd.stop());
  const access = { port: ejabberd.port, certPem: certificate.certPem, domain: DOMAIN, password: PASSWORD };
  const addUsers = async (from: number, to: number): Promise<void> => void (await database.query(ADD_USERS, [from, to]));
  return {
    name: 'ejabberd',
    processes: () => ({ server: ejabberd.pid, postgres: database.pid }),
    prepare: (pairs) => addUsers(1, pairs),
    startLoad(load) {
      const plan: EjabberdPlan = { load, ...access, pairs: Array.from({ length: load.pairs }, (_, n) => pair(n + 1)) };
      return startGenerator('the generator of ejabberd', LOAD_PROGRAM, plan);
    },
    async rows() {
      const [row] = await database.query<{ count: number }>(COUNT);
      return row?.count ?? 0;
    },
    async missed(count, bodyBytes) {
      await addUsers(MISSED_PAIR, MISSED_PAIR);
      return measureMissed(access, pair(MISSED_PAIR), count, bodyBytes);
    },
    close: () => directory.close(),
  };
}

const pair = (n: number): EjabberdPair => ({ sender: `sender-${n}`, receiver: `receiver-${n}` });
