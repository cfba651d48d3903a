// Hostile texts in every place of every route where a client says one, and fields that no route has, through the built tiers.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorName } from '@godwit/shared/protocol/errors';
import { safeName } from './files/file-name.js';
import { PERMISSIONS, type RouteKey } from './permissions.js';
import { ROUTE_RULES, type Subject } from './route-rules.js';
import { INJECTIONS, NO_TEXTS } from './testing/injections.js';
import { type Operation, readOperations } from './testing/openapi.js';
import { pathOf, prepare, type Prepared, ROUTE_KEYS } from './testing/route-calls.js';
import { type Cast, type ChangedRow, type RestAnswer, type RouteWorld, startRouteWorld } from './testing/route-world.js';
import { type StringParameter, stringParameters, withValue } from './testing/string-parameters.js';

let world: RouteWorld;
let operationOf: (key: RouteKey) => Operation;
const counts = { calls: 0, parameters: 0, stored: 0 };
beforeAll(async () => {
  world = await startRouteWorld();
  operationOf = await readOperations(world.url);
}, 300_000);
afterAll(async () => {
  await world.close();
  const { calls, parameters, stored } = counts;
  console.info(`[S15] ${String(calls)} calls about ${String(parameters)} parameters; ${String(stored)} texts came back as they were`);
});

/** Somebody who may. */
const callerOf = (key: RouteKey): Subject =>
  (['owner', 'stranger', 'root'] as const).find((subject) => ROUTE_RULES[key].may[subject] === 'done')!;

const TEXTS = Object.values(INJECTIONS).flat();
/** What only its owner, or nobody, is to learn: the name of a driver, a statement, a path, a line of a stack. */
const LEAK =
  /\bSELECT\b|\bINSERT\b|syntax error|relation "|invalid input syntax|node_modules|\.[jt]s:\d|\/(?:home|tmp|usr|root)\/|pg_|ECONN|Postgres|\bzod\b/i;

/** Texts that are stored hashed, or not at all. */
const NOT_STORED = new Set(['password', 'oldPassword', 'newPassword', 'refreshToken']);
const isStored = (key: RouteKey, name: string): boolean =>
  // title and text are one in the audit log
  !NOT_STORED.has(name) && key !== 'POST /admin/broadcast' && !(key === 'POST /auth/login' && name === 'username');

/** What is stored of a text, where that is not the text without blanks around it. */
const STORED: Readonly<Record<string, (text: string) => string>> = {
  name: (text) => safeName(text.trim()),
  username: (text) => text.trim().toLowerCase(),
  draft: (text) => text,
  deviceId: (text) => text,
};

async function send(call: Prepared, { me }: Cast): Promise<RestAnswer> {
  counts.calls++;
  const token = ['user', 'admin'].includes(PERMISSIONS[call.key].auth) ? me.accessToken : undefined;
  const answer = await world.call(call.method, pathOf(call), { token, body: call.body, query: call.query });
  expectFromCatalog(answer);
  return answer;
}

/** A few at a time. */
async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  for (let i = 0; i < items.length; i += 8) await Promise.all(items.slice(i, i + 8).map(work));
}

function expectFromCatalog(answer: RestAnswer): void {
  if (answer.status < 300) return;
  const { code = 0, message = '' } = (answer.json ?? {}) as { code?: number; message?: string };
  expect([answer.status, answer.text, errorName(code)]).toEqual([expect.any(Number), answer.text, expect.any(String)]);
  expect(answer.status).toBeLessThan(500);
  expect(message).not.toMatch(LEAK);
}

/** Every id of the people and things of a cast. */
const idsOf = (cast: Cast): string[] => JSON.stringify(cast).match(/\b\d{13}\b/g) ?? [];

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

const mentioned = (row: string): string[] => row.match(/\d{13,}/g) ?? [];

/** Whatever was written is about those who called, or about what is: a row of a group that they made names the group only. */
function expectOwn(key: RouteKey, rows: readonly ChangedRow[], casts: readonly Cast[]): void {
  const own = new Set(casts.flatMap(idsOf));
  let others = rows;
  for (let before = -1; before !== others.length;) {
    before = others.length;
    others = others.filter(({ row }) => {
      const isOwn = mentioned(row).some((id) => own.has(id));
      if (isOwn) for (const id of mentioned(row)) own.add(id);
      return !isOwn;
    });
  }
  const made = key === 'POST /auth/register' ? 'users' : undefined;
  expect(others.filter(({ table }) => table !== made)).toEqual([]);
}

async function inject(key: RouteKey, parameter: StringParameter): Promise<void> {
  const casts: Cast[] = [];
  const mark = await world.mark();
  const name = String(parameter.path.findLast((step) => typeof step === 'string'));
  const accepted: string[] = [];
  const newCast = async (): Promise<Cast> => {
    const cast = await world.castOf(callerOf(key));
    casts.push(cast);
    return cast;
  };
  if (parameter.in === 'body') {
    // each that is taken changes what it is about, so that the next one gets things of its own
    let cast = await newCast();
    for (const text of TEXTS) {
      const answer = await send(withValue(await prepare(key, cast, world), parameter, text), cast);
      if (answer.status >= 300) continue;
      accepted.push(text);
      cast = await newCast();
    }
    for (const value of NO_TEXTS) {
      const { status } = await send(withValue(await prepare(key, cast, world), parameter, value), cast);
      expect([JSON.stringify(value), status]).toEqual([JSON.stringify(value), 400]);
    }
  } else {
    const cast = await newCast();
    const call = await prepare(key, cast, world);
    await inTurns(TEXTS, (text) => send(withValue(call, parameter, text), cast));
  }
  const rows = await world.changedSince(mark);
  expectOwn(key, rows, casts);
  if (parameter.in !== 'body' || !isStored(key, name)) return;
  const stored = new Set(rows.flatMap(({ row }) => textsIn(JSON.parse(row))));
  const kept = accepted.map((text) => (STORED[name] ?? ((t: string) => t.trim()))(text));
  expect(kept.filter((text) => !stored.has(text))).toEqual([]);
  counts.stored += kept.length;
}

describe.each(ROUTE_KEYS)('%s', (key) => {
  it('[S15] takes hostile texts for texts, wherever it takes one, or refuses them', async () => {
    for (const parameter of stringParameters(operationOf(key))) {
      counts.parameters++;
      await inject(key, parameter);
    }
  });
});

/** Names of columns, and what elsewhere makes an admin of somebody, in both spellings. */
async function fieldNames(): Promise<string[]> {
  const { rows } = await world.db.query<{ name: string }>(
    `SELECT DISTINCT column_name AS name FROM information_schema.columns WHERE table_schema = 'public'`,
  );
  const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const names = [...rows.map(({ name }) => name), 'is_admin', 'admin', 'permissions', 'sub', 'sid', 'caller', 'method', 'verified'];
  return [...new Set(names.flatMap((name) => [name, camel(name)]))].sort();
}

const CANARY = { text: 'canary-of-a-field', number: 424_242_424_242 };
const CHUNK = 30;
/** Takes the names of its aliases (snake-case-names.ts). */
const ALIASES = ['device_id', 'friend_id'];

describe.each(ROUTE_KEYS.filter((key) => !key.startsWith('GET ')))('%s', (key) => {
  it('[S13] refuses fields that are not its own, or does as if they were not there', async () => {
    const { body } = await prepare(key, await world.castOf(callerOf(key)), world);
    if (Buffer.isBuffer(body)) return;
    const own = Object.keys(body ?? {});
    const listed = stringParameters(operationOf(key)).map(({ path }) => path[0]);
    const properties = Object.keys(operationOf(key).requestBody?.content['application/json']?.schema.properties ?? {});
    const strange = (await fieldNames()).filter((name) => ![...own, ...listed, ...properties, ...ALIASES].includes(name));
    for (let i = 0; i < strange.length; i += CHUNK)
      for (const canary of [CANARY.text, CANARY.number]) {
        const cast = await world.castOf(callerOf(key));
        const call = await prepare(key, cast, world);
        const fields = Object.fromEntries(strange.slice(i, i + CHUNK).map((name) => [name, canary]));
        const mark = await world.mark();
        const { status } = await send({ ...call, body: { ...(call.body as object | undefined), ...fields } }, cast);
        expect([200, 201, 400]).toContain(status);
        const rows = await world.changedSince(mark);
        if (status === 400) expect(rows).toEqual([]);
        expect(rows.filter(({ row }) => row.includes(String(canary)))).toEqual([]);
        expectOwn(key, rows, [cast]);
      }
  });

  it('[S24] refuses a body that would change a prototype, or that is no object', async () => {
    const cast = await world.castOf(callerOf(key));
    const { body, ...call } = await prepare(key, cast, world);
    if (Buffer.isBuffer(body)) return;
    const mark = await world.mark();
    const good = JSON.stringify(body ?? {}).slice(1, -1);
    const join = good === '' ? '' : ',';
    for (const hostile of [
      `{${good}${join}"__proto__":{"role":"owner"}}`,
      `{${good}${join}"constructor":{"prototype":{"role":"owner"}}}`,
      `{${good}${join}"\\u005f_proto__":{"role":"owner"}}`,
      `{${good}`,
    ])
      expect([hostile, (await send({ ...call, body: hostile }, cast)).status]).toEqual([hostile, 400]);
    expect(await world.changedSince(mark)).toEqual([]);
  });
});
