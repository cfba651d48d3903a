// O14: PostgreSQL, Redis or NATS accepts connections and never answers, behind a TCP proxy. Every REST call and every probe ends in 1.5 s,
// after some failures at once, and when the dependency answers again so does everything else.
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { TcpProxy } from '../../../../scripts/faults/tcp-proxy.ts';
import { FrameClient } from '../hostile/frame-client.ts';
import type { SeededDevice } from '../hostile/seed-people.ts';
import { type Target, underAttack } from '../hostile/target.ts';
import type { ChaosScenario } from '../scenario.ts';

const SIZES = { smoke: { holeMs: 6_000, callers: 6 }, full: { holeMs: 30_000, callers: 12 } };
const ENDS_MS = 1_500;
/** What an open breaker answers without asking. */
const AT_ONCE_MS = 100;
const BREAKER_FAILURES = 5;
const RECOVERED_MS = 5_000;
const GIVE_UP_MS = 10_000;
const UNLIMITED = '1000000';
const DEPENDENCIES = ['postgres', 'redis', 'nats'] as const;
type Dependency = (typeof DEPENDENCIES)[number];

/** What is asked: one route for each way into a dependency, and the readiness of each tier. */
const CALLS: Readonly<Record<string, (target: Target, user: SeededDevice) => Promise<Call>>> = {
  profile: (target, user) => rest(target, 'GET', '/user/profile', user),
  friends: (target, user) => rest(target, 'GET', '/friends', user),
  sessions: (target, user) => rest(target, 'GET', '/auth/sessions', user),
  discovery: (target) => rest(target, 'GET', '/access'),
  login: (target) => rest(target, 'POST', '/auth/login', undefined, { username: 'nobody', password: 'wrong', deviceId: 'd' }),
  'open a conversation': (target, user) => rest(target, 'POST', '/conversations/direct', user, { userId: user.userId }),
  'readiness of access': ({ world }) => call(`http://127.0.0.1:${world.access[0]?.ports['internal'] ?? 0}/readyz`),
  'readiness of logic': ({ world }) => call(`http://127.0.0.1:${world.logic[0]?.ports['internal'] ?? 0}/readyz`),
  'readiness of web': ({ world }) => call(`${world.webUrl}/readyz`),
};

/** Calls that must fail while the dependency is a hole: what the breaker is about. */
const NEEDS: Readonly<Record<Dependency, string>> = { postgres: 'profile', redis: 'readiness of web', nats: 'open a conversation' };
/** Redis is asked for limits and discovery only; both go on without it, so nothing is refused at once. */
const HAS_BREAKER: readonly Dependency[] = ['postgres', 'nats'];

export const blackHoles: ChaosScenario = {
  ids: ['O14'],
  name: 'black-holes',
  about: 'a dependency accepts and never answers: every call ends in 1.5 s, breakers open and close again, live',
  run: (context) =>
    underAttack(
      context,
      { access: 1, logic: 1, web: 1, postgres: 'own', proxied: DEPENDENCIES, env: { web: { RATE_LIMIT_FACTOR: UNLIMITED } } },
      async (target) => {
        const { people, conversations } = await target.seed({ people: 2, devices: 2, friendships: [[0, 1]] });
        const [user] = people[0]?.devices ?? [];
        if (user === undefined) throw new Error('nobody was seeded');
        for (const dependency of DEPENDENCIES) {
          context.signal.throwIfAborted();
          await hole(target, dependency, user);
          await messagesGoOn(target, dependency, people[0]!.devices[1]!, conversations[0]!);
        }
      },
    ),
};

async function hole(target: Target, dependency: Dependency, user: SeededDevice): Promise<void> {
  const { judge, world, context } = target;
  const { holeMs, callers } = SIZES[context.scale];
  const needed = NEEDS[dependency];
  judge.holds('O14', `${dependency}: ${needed} before`, (await CALLS[needed]!(target, user)).ok, 'answered', 'answered');
  const proxy: TcpProxy | undefined = world.proxies[dependency];
  proxy?.set({ blackHole: true });
  const slowest = new Map<string, number>();
  const times: number[] = [];
  const end = performance.now() + holeMs;
  const asking = async (name: string): Promise<void> => {
    while (performance.now() < end) {
      const { ms, ok } = await CALLS[name]!(target, user);
      slowest.set(name, Math.max(slowest.get(name) ?? 0, ms));
      if (name === needed && !ok) times.push(ms);
      await sleep(50);
    }
  };
  const names = Object.keys(CALLS);
  await Promise.all([...names, ...Array.from({ length: callers }, () => needed)].map(asking));
  for (const [name, ms] of slowest) judge.atMost('O14', `${dependency} never answers: slowest ${name}`, ms, ENDS_MS, ' ms');
  if (HAS_BREAKER.includes(dependency)) {
    const quick = times.slice(BREAKER_FAILURES + 2).filter((ms) => ms <= AT_ONCE_MS).length;
    judge.atLeast('O14', `${dependency} never answers: refused at once, of ${times.length} calls`, quick, times.length / 2);
  }
  proxy?.clear();
  const start = performance.now();
  while (!(await CALLS[needed]!(target, user)).ok && performance.now() - start < GIVE_UP_MS) await sleep(50);
  judge.atMost('O14', `${dependency} answers again: ${needed} does so after`, performance.now() - start, RECOVERED_MS, ' ms');
}

/** A message of somebody else, from Hello to its ack, after all of it. */
async function messagesGoOn(
  target: Target,
  dependency: Dependency,
  { token, deviceId }: SeededDevice,
  conversationId: string,
): Promise<void> {
  const body = encodeMessageBody({ kind: 'text', text: 'after all' });
  const send = async (): Promise<boolean> => {
    const client = new FrameClient(await target.websocket().open());
    await client.hello(token, deviceId);
    const entries = [{ clientMsgId: String(1 + DEPENDENCIES.indexOf(dependency)), kind: 'message', targetSeq: 0, body } as const];
    await client.send({ kind: 'userMessage', conversationId, entries });
    const [result] = (await client.expect('messageAck', 3_000)).results;
    client.wire.close();
    return result?.code === 0;
  };
  const start = performance.now();
  while (!(await send().catch(() => false)) && performance.now() - start < 2 * GIVE_UP_MS) await sleep(200);
  target.judge.atMost('O14', `${dependency} answers again: a message is acked after`, performance.now() - start, 2 * RECOVERED_MS, ' ms');
}

interface Call {
  readonly ok: boolean;
  readonly ms: number;
}

const rest = ({ world }: Target, method: string, path: string, user?: SeededDevice, body?: object): Promise<Call> =>
  call(`${world.webUrl}/api/v1${path}`, {
    method,
    headers: {
      ...(user === undefined ? {} : { authorization: `Bearer ${user.token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** ok: answered by something that could do its work; a refusal for another reason (a wrong password) is that too. */
async function call(url: string, request: RequestInit = {}): Promise<Call> {
  const start = performance.now();
  const status = await fetch(url, { ...request, signal: AbortSignal.timeout(GIVE_UP_MS) }).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.status;
    },
    () => 0,
  );
  return { ok: status >= 200 && status < 500 && status !== 429, ms: performance.now() - start };
}
