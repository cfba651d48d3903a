// Every cell of ROUTE_RULES: each route by everybody about each kind of id, through the built web and logic tiers.
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorName } from '@godwit/shared/protocol/errors';
import type { RouteKey } from './permissions.js';
import { ROUTE_RULES, type RouteVerdict, type Subject, SUBJECTS } from './route-rules.js';
import { faultsOf } from './testing/conforms.js';
import { answerSchema, type Operation, readOperations } from './testing/openapi.js';
import { type Ids, pathOf, prepare, type Prepared, ROUTE_KEYS } from './testing/route-calls.js';
import { type Cast, type RestAnswer, type RouteWorld, startRouteWorld } from './testing/route-world.js';

const OBJECTS = ['other', 'random', 'malformed'] as const;
type ObjectIs = 'own' | (typeof OBJECTS)[number];

/** Who calls, and which id is whose. */
interface Cell {
  readonly subject: Subject;
  /** '' where the call is about what is the caller's own. */
  readonly id: string;
  readonly is: ObjectIs;
}

const RANDOM_ID = '8999999999999999999';
const RANDOM_CODE = 'A'.repeat(22);
const MALFORMED_IDS = ['0', '-1', '9223372036854775808', "1' OR '1'='1", '__proto__', '１２'];

/** Done without a row: it is a question; there was a conversation already; the bytes go to the disk; the token is a new one for the same row. */
const WITHOUT_ROWS = new Set<RouteKey>(['POST /presence/query', 'POST /conversations/direct', 'PUT /files/:fileId/content']);

/** Bytes, and lines whose schema routes/user/export.pg.test.ts compares. */
const NOT_JSON = new Set<RouteKey>(['GET /files/:fileId/content', 'GET /user/export']);

let world: RouteWorld;
let foreign: Cast;
let operationOf: (key: RouteKey) => Operation;
let cells = 0;
let answers = 0;
beforeAll(async () => {
  world = await startRouteWorld();
  foreign = await world.castOf('member');
  operationOf = await readOperations(world.url);
}, 300_000);
afterAll(async () => {
  await world.close();
  console.info(`[S10] ${String(cells)} cells of ${String(ROUTE_KEYS.length)} routes; [S13] ${String(answers)} answers`);
});

function cellsOf(key: RouteKey): Cell[] {
  const ids = Object.keys(ROUTE_RULES[key].ids);
  return SUBJECTS.flatMap((subject) => [
    { subject, id: '', is: 'own' as const },
    ...ids.flatMap((id) => OBJECTS.map((is) => ({ subject, id, is }))),
  ]);
}

function expected(key: RouteKey, { subject, id, is }: Cell): RouteVerdict {
  const { may, ids } = ROUTE_RULES[key];
  const mine = may[subject];
  if (is === 'own' || mine === 'UNAUTHENTICATED' || mine === 'NOT_FOUND') return mine;
  if (is === 'malformed') return 'INVALID_ARGUMENT';
  const first = Object.keys(ids)[0] === id;
  return first || mine === 'done' ? ids[id]![is] : mine;
}

const wrongIds = (id: string, is: ObjectIs, theirs: string): readonly string[] => {
  if (is === 'other') return [theirs];
  if (id === 'code') return is === 'random' ? [RANDOM_CODE] : [RANDOM_CODE.slice(1), `${RANDOM_CODE.slice(1)}'`];
  return is === 'random' ? [RANDOM_ID] : MALFORMED_IDS;
};

/** What came of it; `done` is not told from `nothing` yet. */
function verdictOf(answer: RestAnswer): string {
  if (answer.status < 300) return 'done';
  const name = errorName(answer.json?.code ?? 0);
  return name ?? `status ${String(answer.status)}`;
}

/** The calls of a cell, ready to be sent: what they are about is there. */
async function callsOf(key: RouteKey, cast: Cast, { id, is }: Cell, theirs: Ids): Promise<Prepared[]> {
  if (is === 'own') return [await prepare(key, cast, world)];
  const wrong = wrongIds(id, is, theirs[id] ?? '');
  return Promise.all(wrong.map((value) => prepare(key, cast, world, (ids) => ({ ...ids, [id]: value }))));
}

/** What came of them; several verdicts if they differ. */
async function send(calls: readonly Prepared[], { subject, me }: Cast): Promise<string> {
  const token = subject === 'anonymous' ? undefined : me.accessToken;
  const verdicts = calls.map(async (call) => {
    const answer = await world.call(call.method, pathOf(call), { token, body: call.body, query: call.query });
    expect(faults(call.key, answer)).toEqual([]);
    return verdictOf(answer);
  });
  return [...new Set(await Promise.all(verdicts))].join(' or ');
}

function faults(key: RouteKey, answer: RestAnswer): string[] {
  if (answer.json === undefined) return NOT_JSON.has(key) ? [] : [`no JSON but ${answer.text.slice(0, 100)}`];
  const schema = answerSchema(operationOf(key), answer.status);
  answers++;
  return schema === undefined ? [`status ${String(answer.status)} is not described`] : faultsOf(answer.json, schema);
}

const named = ({ subject, id, is }: Cell): string => `${subject}, ${is} ${id}`.trim();
/** That an admin looks at evidence is recorded. */
const reads = (key: RouteKey): boolean => key.startsWith('GET ') && key !== 'GET /admin/reports/:reportId';
const writes = (key: RouteKey, cell: Cell): boolean => expected(key, cell) === 'done' && !reads(key);

/** Everybody with one set of things: whatever is asked, no row changes. */
async function seeRefused(key: RouteKey, cells: readonly Cell[], theirs: Ids): Promise<Record<string, string>> {
  const casts = Object.fromEntries(await Promise.all(SUBJECTS.map(async (s) => [s, await world.castOf(s)] as const))) as Record<
    Subject,
    Cast
  >;
  const calls: Prepared[][] = [];
  for (const cell of cells) calls.push(await callsOf(key, casts[cell.subject], cell, theirs));
  const before = await world.rowsNow();
  const seen = await Promise.all(
    cells.map(async (cell, i) => {
      const verdict = await send(calls[i]!, casts[cell.subject]);
      return [named(cell), verdict === 'done' && !reads(key) ? 'nothing' : verdict] as const;
    }),
  );
  expect(await world.rowsNow(), 'rows after refusals').toBe(before);
  return Object.fromEntries(seen);
}

/** Each with things of his own, so that each shows its own effect. */
async function seeDone(key: RouteKey, cell: Cell, theirs: Ids): Promise<string> {
  const cast = await world.castOf(cell.subject);
  const calls = await callsOf(key, cast, cell, theirs);
  const before = await world.rowsNow();
  const verdict = await send(calls, cast);
  const wrote = (await world.rowsNow()) !== before;
  return verdict === 'done' && !wrote && !WITHOUT_ROWS.has(key) ? 'nothing' : verdict;
}

describe.each(ROUTE_KEYS)('%s', (key) => {
  it('[S10] [S13] [C33] does for everybody what the table says, and answers with listed fields only', async () => {
    const all = cellsOf(key);
    const theirs = (await prepare(key, foreign, world)).ids;
    const seen = await seeRefused(
      key,
      all.filter((cell) => !writes(key, cell)),
      theirs,
    );
    for (const cell of all.filter((c) => writes(key, c))) seen[named(cell)] = await seeDone(key, cell, theirs);
    expect(seen).toEqual(Object.fromEntries(all.map((cell) => [named(cell), expected(key, cell)])));
    cells += all.length;
  });
});

describe('the logs of the tiers', () => {
  it('[S6] have a line for every call, and in none a token, a signature, a password or the code of a link', () => {
    const lines = world.log.join('\n');
    expect(world.log.filter((line) => line.includes('"route":"POST /api/v1/auth/login"')).length).toBeGreaterThan(0);
    expect(world.log.length).toBeGreaterThan(cells);
    expect(world.secrets.size).toBeGreaterThan(1_000);
    expect([...world.secrets].filter((secret) => lines.includes(secret))).toEqual([]);
    expect(world.unhandled()).toEqual([]);
  });
});

describe('the table', () => {
  it.each(ROUTE_KEYS)('[C32] %s names every id of its path, and a file that decides', (key) => {
    const { ids, decidedIn } = ROUTE_RULES[key];
    const inPath = [...key.matchAll(/:(\w+)/g)].map(([, name]) => name!).filter((name) => name !== 'seq');
    expect(Object.keys(ids)).toEqual(expect.arrayContaining(inPath));
    expect(['.', '../../logic/src'].some((root) => existsSync(new URL(`${root}/${decidedIn}`, import.meta.url)))).toBe(true);
  });
});
