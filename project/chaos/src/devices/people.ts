import type { Id } from '@godwit/shared/ids/id';
import type { RegisterResult, Tokens } from '@godwit/shared/rest/auth';
import type { Members } from '../checker/check-ledgers.ts';
import type { Device } from './recorded-device.ts';

export const PASSWORD = 'a-long-test-passphrase';

export const register = (api: string, username: string): Promise<RegisterResult> =>
  post(`${api}/api/v1/auth/register`, { username, password: PASSWORD, nickname: username });

/** Tokens of a device that does not use the SDK. */
export const signIn = (api: string, username: string, deviceId: string): Promise<Tokens> =>
  post(`${api}/api/v1/auth/login`, { username, password: PASSWORD, deviceId, platform: 'test' });

async function post<T>(url: string, body: object): Promise<T> {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { data: T }).data;
}

/** Resolves with their conversation. */
export async function befriend(asking: Device, asked: Device): Promise<Id> {
  await asking.client.api.requestFriend(asked.ledger.userId);
  const [request] = await asked.client.api.friendRequests('received');
  if (request === undefined) throw new Error('the request did not arrive');
  return (await asked.client.api.acceptRequest(request.id)).conversationId;
}

/** Everybody with everybody; resolves with the members of the conversations that this makes. */
export async function befriendAll(people: readonly Device[]): Promise<Members> {
  const members = new Map<Id, readonly Id[]>();
  for (const [index, asking] of people.entries()) {
    for (const asked of people.slice(index + 1)) members.set(await befriend(asking, asked), [asking.ledger.userId, asked.ledger.userId]);
  }
  return members;
}
