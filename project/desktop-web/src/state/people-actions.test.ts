import type { GroupName } from '@godwit/shared/rest/groups';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeChatClient, ME, type FakeChatClient } from '../testing/fake-chat-client.js';
import { servicesFor, setUpDom } from '../testing/render-app.js';
import { conversation } from '../testing/samples.js';
import type { AppServices } from './app-services.js';
import { nameKey } from './people-store.js';

setUpDom();

let client: FakeChatClient;
let services: AppServices;
beforeEach(() => {
  client = fakeChatClient();
  services = servicesFor(client);
});

const ids = (from: number, count: number): string[] => Array.from({ length: count }, (_, i) => String(from + i));
const asked = (): (readonly [string, number])[] =>
  vi.mocked(client.api.groups.names).mock.calls.map(([groupId, userIds]) => [groupId, userIds.length]);
const known = (groupId: string, userId: string) => services.stores.people.getState().names.get(nameKey(groupId, userId));

describe('[U-20] names of people in groups', () => {
  it('of what a screen shows come with one request for 50 in a group, one request at a time', async () => {
    const answers: (() => void)[] = [];
    vi.mocked(client.api.groups.names).mockImplementation(() => new Promise<GroupName[]>((resolve) => answers.push(() => resolve([]))));
    for (const userId of ids(1_000, 60)) services.people.want('1', [userId, ME]);
    services.people.want('2', ids(1_000, 3));
    const expected = [
      ['1', 50],
      ['1', 10],
      ['2', 3],
    ];
    for (let i = 1; i <= expected.length; i++) {
      await vi.waitFor(() => expect(asked()).toEqual(expected.slice(0, i)));
      services.people.want('1', ids(1_000, 60));
      answers.at(-1)!();
    }
    await vi.waitFor(() => expect(known('2', '1002')).toBeDefined());
    expect(asked()).toEqual(expected);
  });

  it('[C18] at most 500 wait, and the oldest give way', async () => {
    services.people.want('1', ids(1_000, 600));
    await vi.waitFor(() => expect(known('1', '1599')).toBeDefined());
    expect([asked().length, known('1', '1099'), known('1', '1100')?.own]).toEqual([10, undefined, 'Nick 1100']);
  });

  it('a failure is not remembered, and does not hold up what comes after', async () => {
    vi.mocked(client.api.groups.names).mockRejectedValueOnce(new Error('offline'));
    services.people.want('1', ['200']);
    services.people.want('2', ['200']);
    await vi.waitFor(() => expect(known('2', '200')).toBeDefined());
    expect(known('1', '200')).toBeUndefined();
    services.people.want('1', ['200']);
    await vi.waitFor(() => expect(known('1', '200')?.own).toBe('Nick 200'));
  });

  it('who has left a group asks who people are', async () => {
    client.list = [conversation('1', { removed: true })];
    services.people.want('1', ['200', '300']);
    await vi.waitFor(() => expect(known('1', '300')).toEqual({ inGroup: '', own: 'Nick 300' }));
    expect(asked()).toEqual([]);
  });
});
