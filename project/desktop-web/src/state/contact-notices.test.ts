import type { GroupOperation } from '@godwit/client/wire';
import { describe, expect, it } from 'vitest';
import { fakeChatClient, ME } from '../testing/fake-chat-client.js';
import { servicesFor, setUpDom } from '../testing/render-app.js';
import { newNotices } from './contact-store.js';

setUpDom();

const operation = (patch: Partial<GroupOperation> = {}): GroupOperation => ({
  kind: 'groupOperation',
  conversationId: '30',
  operation: 'member_joined',
  operatorId: '7',
  targetIds: [ME],
  at: 1_000,
  ...patch,
});

describe('[U-15] notices of groups', () => {
  it('are what others did with the user, and the end of a group', () => {
    const client = fakeChatClient();
    const { stores } = servicesFor(client);
    client.emit('operation', operation());
    client.emit('operation', operation({ targetIds: ['8'], at: 2_000 }));
    client.emit('operation', operation({ operatorId: ME, at: 3_000 }));
    client.emit('operation', operation({ operation: 'application', at: 4_000 }));
    client.emit('operation', operation({ operation: 'dismissed', targetIds: [], at: 5_000 }));
    expect(stores.contacts.getState().notices.map(({ at }) => at)).toEqual([5_000, 1_000]);
  });

  it('are new until they were seen, also after a reload', () => {
    const client = fakeChatClient();
    const before = servicesFor(client);
    client.emit('operation', operation());
    expect(newNotices(before.stores.contacts.getState())).toBe(1);
    before.contacts.seeNotices();
    const after = servicesFor(client);
    after.contacts.restore(ME);
    expect(after.stores.contacts.getState().notices).toHaveLength(1);
    expect(newNotices(after.stores.contacts.getState())).toBe(0);
    client.emit('operation', operation({ at: 2_000 }));
    expect(newNotices(after.stores.contacts.getState())).toBe(1);
  });

  it('are at most a hundred', () => {
    const client = fakeChatClient();
    const { stores } = servicesFor(client);
    for (let at = 1; at <= 120; at++) client.emit('operation', operation({ at }));
    const { notices } = stores.contacts.getState();
    expect([notices.length, notices[0]?.at]).toEqual([100, 120]);
  });
});
