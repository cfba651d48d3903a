import type { GroupOperation } from '@godwit/client/wire';
import type { Id } from '@godwit/shared/ids/id';
import type { ChatClient } from './chat-client.js';
import type { ContactState, ContactStore, GroupNotice, NoticedOperation } from './contact-store.js';
import type { Snapshots } from './snapshot.js';

export interface NoticeActions {
  /** Something happened in a group: what concerns the user is kept, MAX_NOTICES of it. */
  noticed(event: GroupOperation): void;
  seeNotices(): void;
  /** Shows those kept on this device. */
  restoreNotices(userId: Id): void;
}

type KeptNotices = Pick<ContactState, 'notices' | 'seenAt'>;

interface NoticeParts {
  readonly client: ChatClient;
  readonly contacts: ContactStore;
  readonly snapshots: Snapshots;
}

const MAX_NOTICES = 100;
const NOTICES = 'notices';

export function createNoticeActions({ client, contacts, snapshots }: NoticeParts): NoticeActions {
  const keep = (kept: KeptNotices): void => {
    contacts.setState(kept);
    snapshots.write(client.userId, NOTICES, kept);
  };
  return {
    noticed(event) {
      const notice = concernsUser(event, client.userId);
      if (notice === null) return;
      const { notices, seenAt } = contacts.getState();
      keep({ notices: [notice, ...notices].slice(0, MAX_NOTICES), seenAt });
    },
    seeNotices() {
      const { notices, seenAt } = contacts.getState();
      const newest = Math.max(seenAt, ...notices.map(({ at }) => at));
      if (newest > seenAt) keep({ notices, seenAt: newest });
    },
    restoreNotices(userId) {
      const { notices, seenAt } = (snapshots.read(userId, NOTICES) ?? {}) as Partial<KeptNotices>;
      contacts.setState({ notices: notices ?? [], seenAt: seenAt ?? 0 });
    },
  };
}

const NOTICED: ReadonlySet<string> = new Set<NoticedOperation>([
  'created',
  'member_joined',
  'member_removed',
  'role_changed',
  'muted',
  'dismissed',
]);

/** What others did with the user, and the end of a group of his; null: nothing to tell him. */
function concernsUser({ conversationId, operation, operatorId, targetIds, at }: GroupOperation, me: Id): GroupNotice | null {
  if (!NOTICED.has(operation) || operatorId === me) return null;
  if (operation !== 'dismissed' && !targetIds.includes(me)) return null;
  return { conversationId, operation: operation as NoticedOperation, operatorId, targetIds, at };
}
