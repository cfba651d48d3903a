// The built tiers, people and an admin who was made on the command line: reports, bans, groups, notifications, the audit log.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it, vi } from 'vitest';
import type { ApiError } from './api/api-error.js';
import type { GodwitClient } from './client.js';
import { builtWorld, PASSWORD } from './testing/built-world.js';

const SOON = { timeout: 20_000, interval: 20 };
/** F-17: a live connection ends as soon as this after the answer to who bans. */
const CUT = { timeout: 2_000, interval: 20 };
const built = builtWorld({ access: 2, logic: 2, web: 2 });
const { register, online, signedIn } = built;

async function grant(username: string): Promise<void> {
  const script = new URL('../../../scripts/admin.mjs', import.meta.url).pathname;
  await promisify(execFile)(process.execPath, [script, 'grant', username], {
    env: { ...process.env, DATABASE_URL: built.world.databaseUrl },
  });
}

const refused = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'ok',
    (error: unknown) => (error as ApiError).error,
  );

async function befriend(a: GodwitClient, b: GodwitClient): Promise<string> {
  const { requestId } = await a.api.requestFriend(b.userId);
  return (await b.api.acceptRequest(requestId)).conversationId;
}

it('[F-48] [F-88] a report ends with a recall and a ban; nobody but admins could do or see any of it', async () => {
  await register('root', 'anna', 'eve');
  const [anna, eve] = await Promise.all([online({ username: 'anna' }), online({ username: 'eve' })]);
  const root = await signedIn({ username: 'root' });
  expect(await refused(root.api.admin.users())).toBe('NOT_FOUND');
  await grant('root');
  const { admin } = root.api;

  const chat = await befriend(anna, eve);
  const first = await eve.send(chat, { text: 'buy my birds' });
  const second = await eve.send(chat, { text: 'real birds' });
  await vi.waitFor(
    async () =>
      expect(await refused(anna.api.reports.report({ kind: 'message', conversationId: chat, seq: first.seq, reason: 'spam' }))).toBe('ok'),
    SOON,
  );
  const { reportId } = await anna.api.reports.report({
    kind: 'message',
    conversationId: chat,
    seq: second.seq,
    reason: 'illegal',
    text: '🐦?',
  });
  await eve.recall(chat, first.seq);

  const { reports } = await admin.reports();
  expect(reports.map(({ seq, reason, text, reportedId }) => ({ seq, reason, text, reportedId }))).toEqual([
    { seq: second.seq, reason: 'illegal', text: '🐦?', reportedId: eve.userId },
    { seq: first.seq, reason: 'spam', text: '', reportedId: eve.userId },
  ]);
  const { evidence } = await admin.report(reports[1]!.reportId);
  expect(evidence.entries.find(({ seq }) => seq === first.seq)?.body.text).toBe('buy my birds');

  await admin.resolveReport(reportId, { note: 'no birds here', recall: true });
  expect(await refused(admin.resolveReport(reportId))).toBe('REPORT_RESOLVED');
  for (const client of [anna, eve])
    await vi.waitFor(async () => {
      for await (const page of client.history(chat)) expect(page.filter(({ recalled }) => recalled)).toHaveLength(2);
    }, SOON);

  const ended = vi.fn();
  eve.on('session-ended', ended);
  expect(await admin.ban(eve.userId, { reason: 'sold birds' })).toEqual({ sessions: 1 });
  await vi.waitFor(() => expect(ended).toHaveBeenCalledWith('revoked'), CUT);
  expect(await refused(eve.login({ username: 'eve', password: PASSWORD }))).toBe('ACCOUNT_BANNED');
  expect(await admin.users({ search: 'eve' })).toMatchObject({ users: [{ userId: eve.userId, ban: { until: 0, reason: 'sold birds' } }] });
  await admin.unban(eve.userId);
  expect(await refused(eve.login({ username: 'eve', password: PASSWORD }))).toBe('ok');

  expect(await refused(anna.api.admin.report(reportId))).toBe('NOT_FOUND');
  expect(await refused(anna.api.admin.ban(eve.userId, { reason: 'me too' }))).toBe('NOT_FOUND');
  const { entries, next } = await admin.audit({ adminId: root.userId });
  expect([entries.map(({ action }) => action), next]).toEqual([
    ['user.unban', 'user.ban', 'message.recall', 'report.resolve', 'report.read'],
    '',
  ]);
});

it('[F-88] a group is dismissed, everybody is signed out or told something, as an admin wants it', async () => {
  await register('boss', 'carl', 'dora');
  await grant('boss');
  const [boss, carl, dora] = [await signedIn({ username: 'boss' }), await online({ username: 'carl' }), await online({ username: 'dora' })];
  const { admin } = boss.api;
  await befriend(carl, dora);
  const { conversationId } = await carl.api.groups.create('Rare birds', [dora.userId]);
  expect(await admin.groups({ search: 'rare' })).toMatchObject({ groups: [{ conversationId, memberCount: 2 }], next: '' });
  await admin.dismissGroup(conversationId, 'nest robbers');
  expect(await admin.group(conversationId)).toMatchObject({ dismissed: true });
  await vi.waitFor(async () => expect(await refused(dora.send(conversationId, { text: 'hello?' }))).not.toBe('ok'), SOON);

  const told = vi.fn();
  dora.on('notification', told);
  await admin.broadcast({ title: 'Tonight', text: 'Maintenance at 22:00\nfor an hour' });
  await vi.waitFor(
    () => expect(told).toHaveBeenCalledWith(expect.objectContaining({ title: 'Tonight', text: 'Maintenance at 22:00\nfor an hour' })),
    SOON,
  );

  const ended = vi.fn();
  carl.on('session-ended', ended);
  expect(await admin.user(carl.userId)).toMatchObject({
    username: 'carl',
    admin: false,
    sessions: [{ deviceId: 'carl', platform: 'test' }],
  });
  expect(await admin.logout(carl.userId, 'asked for it')).toEqual({ sessions: 1 });
  await vi.waitFor(() => expect(ended).toHaveBeenCalledWith('revoked'), SOON);
  expect((await admin.audit({ adminId: boss.userId })).entries.map(({ action, reason }) => [action, reason])).toEqual([
    ['user.logout', 'asked for it'],
    ['broadcast', 'Tonight\nMaintenance at 22:00\nfor an hour'],
    ['group.dismiss', 'nest robbers'],
  ]);
});

it('[F-88] an admin sees the nodes of all tiers, their sessions, and what they do now', async () => {
  await register('chief', 'gina');
  await grant('chief');
  const [chief, gina] = [await signedIn({ username: 'chief' }), await online({ username: 'gina' })];
  const notes = (await gina.openDirect(gina.userId)).id;
  await vi.waitFor(async () => {
    await gina.send(notes, { text: 'busy' });
    const { access, logic, web, sessions } = await chief.api.admin.nodes();
    expect([access.length, logic.length, web.length]).toEqual([2, 2, 2]);
    expect(sessions).toBe(access.reduce((sum, node) => sum + node.sessions, 0));
    expect(sessions).toBeGreaterThan(0);
    expect(logic.some(({ entriesPerSecond }) => (entriesPerSecond ?? 0) > 0)).toBe(true);
    expect(web.some(({ requestsPerSecond }) => (requestsPerSecond ?? 0) > 0)).toBe(true);
  }, SOON);
});
