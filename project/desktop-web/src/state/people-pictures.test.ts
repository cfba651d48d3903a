import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeChatClient, type FakeChatClient } from '../testing/fake-chat-client.js';
import { createPeopleStore, type PeopleStore } from './people-store.js';
import { createPictures, type Pictures } from './people-pictures.js';

let client: FakeChatClient;
let people: PeopleStore;
let pictures: Pictures;
let time: number;
beforeEach(() => {
  client = fakeChatClient({});
  vi.mocked(client.avatarUrl).mockImplementation(async (avatar) => `/at/${avatar}`);
  people = createPeopleStore();
  time = 1_000_000;
  pictures = createPictures({ client, people, now: () => time });
});

const asked = (): string[] => vi.mocked(client.avatarUrl).mock.calls.map(([avatar]) => avatar);
const known = (avatar: string): string | undefined => people.getState().pictures.get(avatar);

describe('[F-62] pictures of people', () => {
  it('are asked for once, however many show them, and only files are', async () => {
    for (const avatar of ['file:1', 'file:1', '', '/built-in.png', 'https://elsewhere.example/x.png']) pictures.want(avatar);
    await vi.waitFor(() => expect(known('file:1')).toBe('/at/file:1'));
    pictures.want('file:1');
    expect(asked()).toEqual(['file:1']);
  });

  it('of a long list are asked for four at a time', async () => {
    const answers: (() => void)[] = [];
    vi.mocked(client.avatarUrl).mockImplementation(() => new Promise((resolve) => answers.push(() => resolve('/x'))));
    for (let i = 0; i < 6; i++) pictures.want(`file:${i}`);
    expect(asked()).toHaveLength(4);
    answers[0]!();
    await vi.waitFor(() => expect(asked()).toHaveLength(5));
  });

  it('whose address has expired get another one, but not one after another without end', async () => {
    pictures.want('file:1');
    await vi.waitFor(() => expect(known('file:1')).toBeDefined());
    pictures.broken('file:1');
    await vi.waitFor(() => expect(known('file:1')).toBeDefined());
    pictures.broken('file:1');
    pictures.want('file:1');
    expect(known('file:1')).toBeUndefined();
    expect(asked()).toHaveLength(2);
    time += 60_000;
    pictures.want('file:1');
    await vi.waitFor(() => expect(known('file:1')).toBeDefined());
  });

  it('[U-3] that failed without a link are asked for again as soon as there is one', async () => {
    vi.mocked(client.avatarUrl).mockRejectedValueOnce(new Error('no link'));
    pictures.want('file:1');
    await vi.waitFor(() => expect(asked()).toHaveLength(1));
    await Promise.resolve();
    pictures.retry();
    await vi.waitFor(() => expect(known('file:1')).toBe('/at/file:1'));
  });

  it('that are refused are asked for again a minute later, when somebody shows them', async () => {
    vi.mocked(client.avatarUrl).mockRejectedValueOnce(new Error('no'));
    pictures.want('file:1');
    await vi.waitFor(() => expect(asked()).toHaveLength(1));
    await Promise.resolve();
    pictures.want('file:1');
    expect(asked()).toHaveLength(1);
    time += 60_000;
    pictures.want('file:1');
    await vi.waitFor(() => expect(known('file:1')).toBe('/at/file:1'));
  });
});
