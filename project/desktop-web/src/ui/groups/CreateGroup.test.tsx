import { ApiError } from '@godwit/client/api/api-error';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeChatClient, type FakeChatClient } from '../../testing/fake-chat-client.js';
import { friend } from '../../testing/people-samples.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { conversation } from '../../testing/samples.js';
import { CreateGroup } from './CreateGroup.js';

setUpDom();

let client: FakeChatClient;
beforeEach(() => {
  client = fakeChatClient();
  client.list = [conversation('9', { type: 'group' })];
  client.groupsApi({ create: vi.fn(async () => ({ conversationId: '9' })) });
  const services = servicesFor(client);
  services.stores.contacts.setState({
    lists: { friends: ['1', '2', '3'].map((id) => friend(id)), received: [], sent: [], blocks: [] },
  });
  renderApp(services, <CreateGroup />);
});

const submit = () => screen.getByTestId<HTMLButtonElement>('create-group-submit');
const name = (text: string): void => void fireEvent.change(screen.getByTestId('group-name'), { target: { value: text } });
const choose = (id: string): void =>
  void fireEvent.click(screen.getAllByTestId('friend-choice').find((row) => row.dataset['userId'] === id)!);

describe('[U-16] [F-51] a new group', () => {
  it('needs a name and two friends, and says what is missing', () => {
    expect(screen.getByText('Give the group a name.')).toBeTruthy();
    name(' Waders ');
    choose('1');
    expect(screen.getByText('Choose at least two friends.')).toBeTruthy();
    expect(submit().disabled).toBe(true);
    choose('3');
    expect(submit().disabled).toBe(false);
    choose('3');
    expect(submit().disabled).toBe(true);
  });

  it('is made once, however often it is asked for, and then opened', async () => {
    vi.mocked(client.api.groups.create).mockRejectedValueOnce(new ApiError({ code: 0, error: 'NETWORK' }));
    name('Waders');
    choose('1');
    choose('2');
    fireEvent.click(submit());
    expect(await screen.findByTestId('failure')).toBeTruthy();
    fireEvent.click(submit());
    await waitFor(() => expect(screen.getByTestId('address').textContent).toBe('/chat/9'));
    const [first, second] = vi.mocked(client.api.groups.create).mock.calls;
    expect(first?.slice(0, 2)).toEqual(['Waders', ['1', '2']]);
    expect(second).toEqual(first);
    expect(first?.[2]).toMatch(/^[\w-]{16,64}$/);
  });

  it('finds friends to choose by a part of their names', () => {
    fireEvent.change(screen.getByTestId('friend-picker-search'), { target: { value: 'nick 2' } });
    expect(screen.getAllByTestId('friend-choice').map((row) => row.dataset['userId'])).toEqual(['2']);
  });
});
