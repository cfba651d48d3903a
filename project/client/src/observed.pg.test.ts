// The built tiers, two of access and logic, with real traffic: what operators see of it, and what nobody may.
import { beforeAll, expect, it, vi } from 'vitest';
import type { Id } from '@godwit/shared/ids/id';
import type { GodwitClient } from './client.js';
import { builtWorld, PASSWORD } from './testing/built-world.js';

const SOON = { timeout: 20_000, interval: 20 };
const TRACE = { LOG_LEVEL: 'trace' };
const lines: string[] = [];
const built = builtWorld({
  access: 2,
  logic: 2,
  web: 1,
  env: { access: TRACE, logic: TRACE, web: TRACE },
  log: (_tier, line) => lines.push(line),
});
const { register, online } = built;

let anna: GodwitClient;
let bert: GodwitClient;
let id: Id;
beforeAll(async () => {
  await register('anna', 'bert');
  [anna, bert] = await Promise.all([online({ username: 'anna' }), online({ username: 'bert' })]);
  const { requestId } = await anna.api.requestFriend(bert.userId);
  id = (await bert.api.acceptRequest(requestId)).conversationId;
  await bert.open(id);
}, 300_000);

const heard = (seq: number): Promise<void> =>
  vi.waitFor(() => expect(bert.entries(id).some((item) => item.at === 'entry' && item.seq === seq)).toBe(true), SOON);

it('[U-9] [F-85] says of a message where its time went, to its sender and to who was online', async () => {
  const { seq } = await anna.send(id, { text: 'when?' });
  await heard(seq);
  const [own, other] = [(await anna.hops(id, seq))!, (await bert.hops(id, seq))!];
  expect(own.enqueuedAt).toBeLessThanOrEqual(own.sentAt!);
  expect(own.sentAt).toBeLessThanOrEqual(own.heardAt);
  expect([other.enqueuedAt, other.sentAt]).toEqual([undefined, undefined]);
  const { receivedAt, ...parts } = own.server!;
  expect(other.server).toEqual(own.server);
  expect(Object.keys(parts).sort()).toEqual(['commitMs', 'forwardMs', 'publishMs', 'queueMs']);
  for (const ms of Object.values(parts)) expect(ms).toBeGreaterThanOrEqual(0);
  expect(parts.commitMs).toBeGreaterThan(0);
  expect([receivedAt >= own.sentAt!, receivedAt <= own.heardAt]).toEqual([true, true]);
  expect(await anna.hops(id, seq + 1)).toBeUndefined();
});

/** The sum over all processes of a tier, of the samples that begin so. */
async function total(tier: 'access' | 'logic' | 'web', sample: string): Promise<number> {
  const texts = await Promise.all(
    built.world[tier].map(async ({ ports }) => (await fetch(`http://127.0.0.1:${ports['internal']}/metrics`)).text()),
  );
  const values = texts.flatMap((text) => text.split('\n').filter((line) => line.startsWith(sample)));
  return values.length === 0 ? NaN : values.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

it('[F-85] every tier has the metrics that operators need: connections, messages, hops, queues, lanes, batches, loop', async () => {
  const { seq } = await anna.send(id, { text: 'count me' });
  await heard(seq);
  const counted = {
    access: [
      'godwit_connections{status="live"',
      'godwit_messages_total{direction="in",type="userMessage"',
      'godwit_messages_total{direction="in",type="hello"',
      'godwit_messages_total{direction="out",type="messageAck"',
      'godwit_messages_total{direction="out",type="pushMessage"',
      'godwit_hop_seconds_count{hop="deliver"',
      'godwit_hop_seconds_count{hop="write"',
      'process_event_loop_delay_seconds_count',
    ],
    logic: [
      'godwit_messages_total{direction="in",type="userMessage"',
      'godwit_messages_total{direction="out",type="messageAck"',
      'godwit_messages_total{direction="out",type="pushMessage"',
      'godwit_hop_seconds_count{hop="forward"',
      'godwit_hop_seconds_count{hop="queue"',
      'godwit_hop_seconds_count{hop="commit"',
      'godwit_hop_seconds_count{hop="publish"',
      'godwit_hop_seconds_sum{hop="commit"',
      'godwit_entries_committed_total',
      'godwit_commit_batch_entries_count',
      'godwit_commit_batch_seconds_count',
      'process_event_loop_delay_seconds_count',
    ],
    web: ['godwit_http_request_seconds_count', 'process_event_loop_delay_seconds_count'],
  } as const;
  const present = {
    access: [
      'godwit_connections{status="hello"',
      'godwit_connections{status="suspended"',
      'godwit_access_queued_frames',
      'godwit_access_upstream_in_flight',
      'godwit_bus_pending',
    ],
    logic: [
      'godwit_commit_lane_entries',
      'godwit_commit_lane_bytes',
      'godwit_reads_waiting',
      'godwit_actions_waiting',
      'godwit_bus_pending',
    ],
    web: ['godwit_password_tasks_waiting', 'godwit_images_waiting', 'godwit_uploads_under_way', 'godwit_bus_outbound_bytes'],
  } as const;
  for (const tier of ['access', 'logic', 'web'] as const) {
    for (const sample of counted[tier]) expect(await total(tier, sample), `${tier} ${sample}`).toBeGreaterThan(0);
    for (const sample of present[tier]) expect(await total(tier, sample), `${tier} ${sample}`).toBeGreaterThanOrEqual(0);
  }
  expect(await total('access', 'godwit_connections{status="live"')).toBe(2);
  const sent = async (): Promise<number> => total('logic', 'godwit_hop_seconds_count{hop="commit"');
  const before = await sent();
  await anna.send(id, { text: 'one more' });
  expect(await sent()).toBe(before + 1);
});

it('[F-86] [S6] the logs of all tiers are JSON with ids, and have no tokens, passwords or anything that somebody wrote', async () => {
  const said = ['zwölfBoxkämpfer', 'jagenViktor', 'quiekenLeise', 'sylterDeich', 'frankWalzt'] as const;
  const [text, edited, draft, noted, name] = said;
  const { seq } = await anna.send(id, { text });
  await anna.edit(id, seq, { text: edited });
  await anna.setDraft(id, draft);
  await anna.forward(id, [seq], { to: [id], merged: true, note: noted });
  const file = await anna.upload(new File(['bytes'], `${name}.txt`));
  await anna.send(id, { kind: 'file', attachments: [file] });
  await expect(anna.send('77', { text })).rejects.toMatchObject({ error: 'CONVERSATION_NOT_FOUND' });
  await expect(anna.send(id, { text, attachments: [{ ...file, fileId: '5' }] })).rejects.toMatchObject({ error: 'FILE_NOT_FOUND' });
  const tokens = await (await built.signedIn({ username: 'anna', deviceId: 'desk' })).login({ username: 'anna', password: PASSWORD });
  await expect(anna.api.login({ username: 'anna', password: `${PASSWORD}!` })).rejects.toMatchObject({ error: 'WRONG_CREDENTIALS' });
  await fetch(`${built.world.webUrl}/api/v1/user/profile?token=${tokens.accessToken}`);
  await fetch(`${built.world.webUrl}/api/v1/user/profile`, { headers: { authorization: `Bearer ${tokens.accessToken}x` } });
  const all = (): string => lines.join('\n');
  await vi.waitFor(() => expect(all()).toContain('/user/profile'), SOON);

  const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(records.filter((record) => typeof record['level'] !== 'string' || typeof record['time'] !== 'string')).toEqual([]);
  expect(records.some((record) => record['requestId'] !== undefined && record['userId'] === anna.userId)).toBe(true);
  const secrets = [...said, PASSWORD, tokens.refreshToken, ...tokens.accessToken.split('.')];
  expect(secrets.filter((secret) => all().includes(secret))).toEqual([]);
});
