import type { EntryItem } from '@godwit/client/view/timeline';
import type { Id } from '@godwit/shared/ids/id';
import { MAX_NAMES } from '@godwit/shared/group-terms';
import type { Stores } from './app-services.js';
import type { ChatClient } from './chat-client.js';
import { createPictures, type Pictures } from './people-pictures.js';
import { type KnownName, nameKey } from './people-store.js';

export interface PeopleActions {
  /** Looks up what these are called in the group, those that are not known. What fails is asked for again by whoever shows it next. */
  want(conversationId: Id, userIds: readonly Id[]): void;
  /** A new entry, which may give somebody another name in its group. */
  heard(entry: Pick<EntryItem, 'conversationId' | 'body'>): void;
  readonly pictures: Pictures;
  /** conversationId: the group in which he was met. */
  openCard(userId: Id, conversationId?: Id): void;
  closeCard(): void;
}

/** The oldest are forgotten: what shows them asks again. */
const MAX_KNOWN = 1_000;
/** That wait to be asked for, one request of ≤ 50 at a time; the oldest give way. */
const MAX_WANTED = 500;

interface Wanted {
  readonly conversationId: Id;
  readonly userId: Id;
}

const NOBODY: KnownName = { inGroup: '', own: '' };

export interface PeopleParts {
  readonly client: ChatClient;
  readonly stores: Stores;
  readonly now: () => number;
}

export function createPeopleActions({ client, stores, now }: PeopleParts): PeopleActions {
  const wanted = new Map<string, Wanted>();
  let asking = new Set<string>();

  const keep = (found: ReadonlyMap<string, KnownName>): void =>
    stores.people.setState(({ names }) => ({ names: new Map([...names, ...found].slice(-MAX_KNOWN)) }));

  /** The longest that wait for names of one group. */
  const next = (): readonly Wanted[] => {
    const [first] = wanted.values();
    const batch = [...wanted.values()].filter((w) => w.conversationId === first?.conversationId).slice(0, MAX_NAMES);
    for (const { conversationId, userId } of batch) wanted.delete(nameKey(conversationId, userId));
    return batch;
  };

  /** After those who show something in this turn have said what they want. */
  const run = async (): Promise<void> => {
    await Promise.resolve();
    for (let batch = next(); batch.length > 0; batch = next()) {
      asking = new Set(batch.map((w) => nameKey(w.conversationId, w.userId)));
      await look(client, batch).then(keep, () => undefined);
      asking = new Set();
    }
  };
  let running: Promise<void> | undefined;

  return {
    want(conversationId, userIds) {
      const { names } = stores.people.getState();
      for (const userId of userIds) {
        const key = nameKey(conversationId, userId);
        if (userId !== client.userId && !names.has(key) && !asking.has(key)) wanted.set(key, { conversationId, userId });
      }
      for (const key of [...wanted.keys()].slice(0, -MAX_WANTED)) wanted.delete(key);
      if (wanted.size > 0) running ??= run().finally(() => (running = undefined));
    },
    heard({ conversationId, body }) {
      const { code, targetIds: [userId = ''] = [], args: [inGroup = ''] = [] } = body.system ?? {};
      const key = nameKey(conversationId, userId);
      const known = stores.people.getState().names.get(key);
      if (code === 'nickname_changed' && known !== undefined) keep(new Map([[key, { ...known, inGroup }]]));
    },
    pictures: createPictures({ client, people: stores.people, now }),
    openCard: (userId, conversationId) => stores.people.setState({ card: { userId, conversationId: conversationId ?? null } }),
    closeCard: () => stores.people.setState({ card: null }),
  };
}

/** Outside of groups nobody has another name, and who has left one may not ask what its members are called there: they are asked for one by one. */
async function look(client: ChatClient, batch: readonly Wanted[]): Promise<ReadonlyMap<string, KnownName>> {
  const { conversationId } = batch[0]!;
  const userIds = batch.map(({ userId }) => userId);
  const found = new Map(userIds.map((userId) => [nameKey(conversationId, userId), NOBODY]));
  const conversation = client.conversation(conversationId);
  if (conversation !== undefined && (conversation.type !== 'group' || conversation.removed)) {
    for (const userId of userIds) {
      const { nickname, username } = await client.api.user(userId);
      found.set(nameKey(conversationId, userId), { inGroup: '', own: nickname || username });
    }
    return found;
  }
  for (const { userId, username, nickname, groupNickname } of await client.api.groups.names(conversationId, userIds))
    found.set(nameKey(conversationId, userId), { inGroup: groupNickname, own: nickname || username });
  return found;
}
