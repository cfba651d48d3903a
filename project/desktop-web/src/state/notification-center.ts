import type { EntryItem } from '@godwit/client/view/timeline';
import type { Id } from '@godwit/shared/ids/id';
import type { ChatClient } from './chat-client.js';
import { callsFor } from './notification-rules.js';

/** What is told of one conversation: its newest message, and how many came with it. */
export interface Notice {
  readonly entry: EntryItem;
  readonly count: number;
}

export interface NotificationParts {
  readonly client: ChatClient;
  readonly now: () => number;
  /** On the screen of a window in use. */
  readonly isLookedAt: (conversationId: Id) => boolean;
  /** Whether this tab is the one that tells, of all of them. */
  readonly claim: (key: string) => Promise<boolean>;
  readonly tell: (notice: Notice) => void;
  /** Of more conversations at once than one wants to hear of. */
  readonly tellMany: (notices: readonly Notice[]) => void;
}

export interface NotificationCenter {
  heard(entry: EntryItem): void;
  stop(): void;
}

/** What comes together is told together; a tab that shows the conversation has claimed it meanwhile, so that the others stay silent. */
const GATHER_MS = 400;
const MAX_AT_ONCE = 3;
/** Conversations that wait to be told of. */
const MAX_WAITING = 200;

const keyOf = ({ conversationId, seq }: EntryItem): string => `${conversationId}.${seq}`;

/** Decides which new messages somebody is called for, in one tab of all (U-19). */
export function createNotificationCenter({ client, now, isLookedAt, claim, tell, tellMany }: NotificationParts): NotificationCenter {
  const waiting = new Map<Id, Notice>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const calls = (entry: EntryItem): boolean => {
    const conversation = client.conversation(entry.conversationId);
    return conversation !== undefined && callsFor(entry, conversation, client.userId, now());
  };
  const flush = async (): Promise<void> => {
    timer = undefined;
    const gathered = [...waiting.values()].filter(({ entry }) => calls(entry) && !isLookedAt(entry.conversationId));
    waiting.clear();
    const claims = await Promise.all(gathered.map(({ entry }) => claim(keyOf(entry))));
    const mine = gathered.filter((_, at) => claims[at]);
    if (mine.length > MAX_AT_ONCE) tellMany(mine);
    else mine.forEach(tell);
  };
  return {
    heard(entry) {
      const { conversationId } = entry;
      if (!calls(entry)) return;
      if (isLookedAt(conversationId)) {
        void claim(keyOf(entry));
        return;
      }
      const before = waiting.get(conversationId);
      if (before === undefined && waiting.size >= MAX_WAITING) return;
      waiting.set(conversationId, { entry, count: (before?.count ?? 0) + 1 });
      timer ??= setTimeout(() => void flush(), GATHER_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
