// Every route as a developer tries it: in the Swagger UI that the server has, signed in through its button.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWorld, type World } from '../../../../scripts/testing/world.ts';
import { type Engine, startChromium } from './engines.js';
import { type Tab, until } from './tab.js';

let world: World;
let engine: Engine;
beforeAll(async () => {
  [world, engine] = await Promise.all([
    startWorld({ access: 1, logic: 1, web: 1, env: { web: { RATE_LIMIT_FACTOR: '100' } } }),
    startChromium(),
  ]);
});
afterAll(() => Promise.all([world.close(), engine.close()]));

interface Answer<T> {
  readonly data: T;
}

interface Operation {
  readonly operationId: string;
  readonly tags: readonly [string];
  readonly parameters?: readonly {
    readonly name: string;
    readonly required?: boolean;
    readonly schema?: { readonly enum?: readonly string[] };
  }[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, unknown>>;
}

const PASSWORD = 'correct horse battery';

async function rest<T>(route: string, token = '', body?: object): Promise<T> {
  const [method = '', path = ''] = route.split(' ');
  const headers = { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  return ((await (await fetch(`${world.webUrl}/api/v1${path}`, init)).json()) as Answer<T>).data;
}

interface Person {
  readonly userId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

async function signUp(username: string): Promise<Person> {
  await rest('POST /auth/register', '', { username, password: PASSWORD });
  return rest('POST /auth/login', '', { username, password: PASSWORD, deviceId: username });
}

/** What is typed into fields of these names, and bodies of operations where the example of the UI would be refused. */
async function values(me: Person): Promise<{ fields: Record<string, string>; bodies: Record<string, object> }> {
  const [friend, other] = await Promise.all([signUp('friend'), signUp('other')]);
  const { requestId } = await rest<{ requestId: string }>('POST /friends/request', me.accessToken, { friendId: friend.userId });
  await rest(`POST /friends/requests/${requestId}/accept`, friend.accessToken);
  const asked = await rest<{ requestId: string }>('POST /friends/request', other.accessToken, { friendId: me.userId });
  const members = { title: 'Group', memberIds: [friend.userId] };
  const { conversationId } = await rest<{ conversationId: string }>('POST /groups', me.accessToken, members);
  const link = await rest<{ id: string; code: string }>(`POST /groups/${conversationId}/invite-links`, me.accessToken, {});
  await rest(`POST /groups/${conversationId}/applications`, other.accessToken, {});
  const waiting = await rest<{ applications: [{ id: string }] }>(`GET /groups/${conversationId}/applications`, me.accessToken);
  const upload = await rest<{ fileId: string }>('POST /files', me.accessToken, { name: 'a', size: 1 });
  const [userId, memberId] = [other.userId, friend.userId];
  return {
    fields: {
      conversationId,
      userId,
      memberId,
      friendId: memberId,
      requestId: asked.requestId,
      applicationId: waiting.applications[0].id,
      linkId: link.id,
      code: link.code,
      fileId: upload.fileId,
      sessionId: '1',
      seq: '1',
      username: 'friend',
      ids: memberId,
      user: userId,
      expires: String(Date.now() + 60_000),
      signature: 'A'.repeat(43),
    },
    bodies: {
      post_auth_register: { username: 'walker', password: PASSWORD },
      post_auth_login: { username: 'walker', password: PASSWORD, deviceId: 'walker' },
      post_auth_refresh: { refreshToken: me.refreshToken },
      put_auth_password: { oldPassword: PASSWORD, newPassword: `${PASSWORD} 2` },
      patch_user_profile: { nickname: 'Me' },
      post_friends_request: { friendId: userId, message: 'Hello' },
      patch_friends_friendid: { remark: 'Old friend' },
      post_blocks: { userId },
      post_conversations_direct: { userId: memberId },
      post_groups: members,
      patch_groups_conversationid: { title: 'Another' },
      post_groups_conversationid_members: { memberIds: [userId] },
      put_groups_conversationid_members_memberid_role: { role: 'admin' },
      put_groups_conversationid_members_memberid_mute: { until: 0 },
      put_groups_conversationid_mute_all: { muteAll: true },
      put_groups_conversationid_nickname: { nickname: 'Nick' },
      post_groups_conversationid_applications: { message: 'Hello' },
      post_groups_conversationid_invite_links: { hours: 1 },
      patch_conversations_conversationid_settings: { pinned: true },
      post_files: { name: 'b', size: 1 },
      post_presence_query: { userIds: [memberId] },
      delete_user: { password: '' },
    },
  };
}

/** They end what others need. */
const LAST = [
  'delete_groups_conversationid_members_memberid',
  'post_groups_conversationid_transfer',
  'delete_groups_conversationid',
  'delete_friends_friendid',
  'put_auth_password',
  'delete_auth_sessions',
  'post_auth_logout',
];
const rankOf = ({ operationId }: Operation): number => LAST.indexOf(operationId);

/** The value of a list of choices, as somebody chooses it. */
function choose([css, value]: [string, string]): void {
  const list = document.querySelector<HTMLSelectElement>(css);
  if (list === null) throw new Error(`no list ${css}`);
  list.value = value;
  list.dispatchEvent(new Event('change', { bubbles: true }));
}

async function execute(tab: Tab, operation: Operation, fields: Record<string, string>, body: object | undefined): Promise<number> {
  const block = `#operations-${operation.tags[0]}-${operation.operationId}`;
  await tab.click(`${block} .opblock-summary-control`);
  await tab.click(`${block} .try-out__btn`);
  for (const { name, required, schema } of operation.parameters ?? []) {
    const row = `${block} tr[data-param-name="${name}"]`;
    if (schema?.enum !== undefined) await tab.evaluate(choose, [`${row} select`, schema.enum[0]!]);
    else if (required === true || name in fields) await tab.fill(`${row} input`, fields[name] ?? '1');
  }
  if (body !== undefined) await tab.fill(`${block} textarea.body-param__text`, JSON.stringify(body));
  await tab.click(`${block} button.execute`);
  const status = await until(
    tab,
    `the answer to ${operation.operationId}`,
    (css) => document.querySelector(css)?.textContent ?? '',
    `${block} .live-responses-table tbody .response-col_status`,
  );
  await tab.click(`${block} .opblock-summary-control`);
  return Number.parseInt(status, 10);
}

it('[F-83] every route can be tried in Swagger UI, and answers with a status that is described', async () => {
  const me = await signUp('myself');
  const { fields, bodies } = await values(me);
  const { paths } = (await (await fetch(`${world.webUrl}/swagger/json`)).json()) as { paths: Record<string, Record<string, Operation>> };
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  const tab = await engine.tab();
  await tab.goto(`${world.webUrl}/swagger/`);
  await tab.click('.auth-wrapper .btn.authorize');
  await tab.fill('.auth-container input', me.accessToken);
  await tab.click('.auth-btn-wrapper .btn.authorize');
  await tab.click('.auth-btn-wrapper .btn-done');
  const seen: Record<string, number> = {};
  let open = '';
  for (const operation of operations.toSorted((a, b) => rankOf(a) - rankOf(b))) {
    const [tag] = operation.tags;
    if (tag !== open) {
      if (open !== '') await tab.click(`#operations-tag-${open}`);
      await tab.click(`#operations-tag-${tag}`);
      open = tag;
    }
    const status = await execute(tab, operation, fields, bodies[operation.operationId]);
    seen[operation.operationId] = status;
    const described = Object.keys(operation.responses).some((code) =>
      new RegExp(`^${code.replaceAll(/x/gi, '\\d')}$`).test(String(status)),
    );
    expect([operation.operationId, status, described && status < 500]).toEqual([operation.operationId, status, true]);
  }
  const worked = Object.values(seen).filter((status) => status < 300).length;
  console.info(`${String(operations.length)} routes, ${String(worked)} of them with success`, seen);
  expect(Object.entries(seen).filter(([, status]) => status === 401)).toEqual([]);
  expect(worked).toBeGreaterThan(operations.length / 2);
}, 300_000);
