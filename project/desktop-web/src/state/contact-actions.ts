import type { PeopleLists } from '@godwit/client/people/people';
import type { Id } from '@godwit/shared/ids/id';
import type { FriendPatch, RequestDirection, RequestStatus } from '@godwit/shared/rest/friends';
import type { ReportRequest } from '@godwit/shared/rest/reports';
import type { FoundUser } from '@godwit/shared/rest/user';
import type { Stores } from './app-services.js';
import type { ChatClient } from './chat-client.js';
import { createNoticeActions, type NoticeActions } from './contact-notices.js';
import type { ContactLists } from './contact-store.js';
import { failureOf, type Failure } from './failure.js';
import type { Snapshots } from './snapshot.js';

export type Answered<T> = { readonly at: 'done'; readonly value: T } | { readonly at: 'failed'; readonly failure: Failure };

export interface ContactActions extends NoticeActions {
  /** Shows the lists kept on this device. */
  restore(userId: Id): void;
  refresh(): Promise<void>;
  /** What the SDK says that the lists are now. */
  show(lists: PeopleLists): void;
  /** A username, an id, a phone number or an e-mail address, whole. null = nobody is found by it. */
  search(query: string): Promise<Answered<FoundUser | null>>;
  request(userId: Id, message: string): Promise<Answered<RequestStatus>>;
  /** Gives the conversation with the new friend. */
  accept(requestId: Id): Promise<Answered<Id>>;
  reject(requestId: Id): Promise<Answered<null>>;
  changeFriend(friendId: Id, patch: FriendPatch): Promise<Answered<null>>;
  deleteFriend(friendId: Id): Promise<Answered<null>>;
  block(userId: Id): Promise<Answered<null>>;
  unblock(userId: Id): Promise<Answered<null>>;
  report(request: ReportRequest): Promise<Answered<null>>;
  openDirect(userId: Id): Promise<Answered<Id>>;
  /** Any other call; a refusal is an answer. */
  attempt<T>(work: () => Promise<T>): Promise<Answered<T>>;
}

export interface ContactParts {
  readonly client: ChatClient;
  readonly stores: Stores;
  readonly snapshots: Snapshots;
  readonly now: () => number;
  readonly isOnline: () => boolean;
}

const LISTS = 'contacts';

export function createContactActions({ client, stores, snapshots, now, isOnline }: ContactParts): ContactActions {
  const attempt = async <T>(work: () => Promise<T>): Promise<Answered<T>> => {
    try {
      return { at: 'done', value: await work() };
    } catch (error) {
      return { at: 'failed', failure: failureOf(error, now(), isOnline()) };
    }
  };

  const show = ({ friends, requests, blocks }: PeopleLists): void => {
    const of = (direction: RequestDirection) => requests.filter((request) => request.direction === direction);
    const lists: ContactLists = { friends, received: of('received'), sent: of('sent'), blocks };
    stores.contacts.setState({ lists, fresh: true, failure: null });
    snapshots.write(client.userId, LISTS, lists);
  };

  const refresh = async (): Promise<void> => {
    const { userId } = client;
    const answer = await attempt(() => client.followPeople());
    if (client.userId !== userId) return;
    if (answer.at === 'failed') {
      stores.contacts.setState({ failure: answer.failure });
      return;
    }
    show(answer.value);
  };

  /** The lists are read again whatever the answer was: a refusal often means that they are old. */
  const change = async <T>(work: () => Promise<T>): Promise<Answered<T>> => {
    const answer = await attempt(work);
    await refresh();
    return answer;
  };

  const notices = createNoticeActions({ client, contacts: stores.contacts, snapshots });

  return {
    restore(userId) {
      const kept = snapshots.read(userId, LISTS) as Partial<ContactLists> | null;
      // An older version of this client kept other lists, or fewer.
      const lists = kept === null ? null : { friends: [], received: [], sent: [], blocks: [], ...kept };
      stores.contacts.setState({ lists, fresh: false, failure: null });
      notices.restoreNotices(userId);
    },
    refresh,
    show,
    search: (query) => attempt(async () => (await client.api.searchUser(query))[0] ?? null),
    request: (userId, message) => change(async () => (await client.api.requestFriend(userId, message)).status),
    accept: (requestId) => change(async () => (await client.api.acceptRequest(requestId)).conversationId),
    reject: (requestId) => change(async () => client.api.rejectRequest(requestId).then(() => null)),
    changeFriend: (friendId, patch) => change(async () => client.api.changeFriend(friendId, patch).then(() => null)),
    deleteFriend: (friendId) => change(async () => client.api.deleteFriend(friendId).then(() => null)),
    block: (userId) => change(async () => client.api.block(userId).then(() => null)),
    unblock: (userId) => change(async () => client.api.unblock(userId).then(() => null)),
    report: (request) => attempt(async () => client.api.reports.report(request).then(() => null)),
    openDirect: (userId) => attempt(async () => (await client.openDirect(userId)).id),
    attempt,
    ...notices,
  };
}
