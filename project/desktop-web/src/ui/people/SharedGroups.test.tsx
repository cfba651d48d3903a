import { ApiError } from '@godwit/client/api/api-error';
import type { SharedGroups as Groups } from '@godwit/shared/rest/user';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppServices } from '../../state/app-services.js';
import { fakeChatClient, ME, type FakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import './PersonView.js';
import './ProfileCard.js';
import { ProfileCardHost } from './ProfileCardHost.js';

setUpDom();

const groups = (count: number): Groups =>
  Array.from({ length: count }, (_, at) => ({ conversationId: `${50 + at}`, title: `Group ${at}`, avatar: '', memberCount: 3 + at }));

let client: FakeChatClient;
let services: AppServices;
beforeEach(() => {
  client = fakeChatClient();
  services = servicesFor(client);
  services.stores.account.setState({ account: { at: 'signed-in', userId: ME, profile: null } });
});

async function open(userId = '7'): Promise<void> {
  renderApp(services, <ProfileCardHost />, '/chat/50');
  act(() => services.people.openCard(userId));
  await screen.findByTestId('profile');
}
const rows = (): (string | null)[] => screen.queryAllByTestId('own-group').map(({ textContent }) => textContent);

describe('[U-13] groups in common', () => {
  it('are named with their count; a click opens one and puts the profile away', async () => {
    vi.mocked(client.api.sharedGroups).mockResolvedValue(groups(2));
    services.stores.layout.setState({ drawer: 'info' });
    await open();
    await waitFor(() => expect(rows()).toEqual(['Group 03 members', 'Group 14 members']));
    expect(screen.getByRole('heading', { name: /^Groups in common ?2$/ })).toBeTruthy();
    expect(screen.queryByTestId('all-shared-groups')).toBeNull();
    // Also where that chat is open already.
    fireEvent.click(screen.getAllByTestId('own-group')[0]!);
    expect(screen.getByTestId('address').textContent).toBe('/chat/50');
    expect([services.stores.people.getState().card, services.stores.layout.getState().drawer]).toEqual([null, 'none']);
  });

  it('are five until all are asked for', async () => {
    vi.mocked(client.api.sharedGroups).mockResolvedValue(groups(7));
    await open();
    await waitFor(() => expect(rows()).toHaveLength(5));
    fireEvent.click(screen.getByTestId('all-shared-groups'));
    expect(rows()).toHaveLength(7);
    expect(screen.queryByTestId('all-shared-groups')).toBeNull();
  });

  it('that are none or cannot be read leave the profile as it is', async () => {
    vi.mocked(client.api.sharedGroups).mockRejectedValue(new ApiError({ code: 0, error: 'NETWORK' }));
    await open();
    await waitFor(() => expect(client.api.sharedGroups).toHaveBeenCalledWith('7'));
    expect(screen.queryByTestId('shared-groups')).toBeNull();
    expect(screen.queryByTestId('failure')).toBeNull();
    expect(screen.getByTestId('report-person')).toBeTruthy();
    vi.mocked(client.api.sharedGroups).mockResolvedValue([]);
    act(() => services.people.openCard('8'));
    await waitFor(() => expect(client.api.sharedGroups).toHaveBeenCalledWith('8'));
    expect(screen.queryByTestId('shared-groups')).toBeNull();
  });

  it('are not asked for of oneself', async () => {
    vi.mocked(client.api.user).mockResolvedValue({
      userId: ME,
      username: 'alice',
      nickname: 'Alice',
      avatar: '',
      signature: '',
      gender: 0,
      relation: 'self',
    });
    await open(ME);
    expect(client.api.sharedGroups).not.toHaveBeenCalled();
  });
});
