import type { Conversation } from '@godwit/client/view/conversation';
import type { EntryItem, PendingItem } from '@godwit/client/view/timeline';
import { favouriteKey } from '../../../state/action-store.js';
import { useActionState } from '../../../state/app-services.js';
import { useNow } from '../../common/use-now.js';
import { useComposerBlock } from '../../composer/use-composer-block.js';
import type { Circumstances } from './permitted.js';
import { useLeaders } from './use-leaders.js';

const SECOND_MS = 1_000;

/** What decides what can be done with a message, as it is now: while it is shown the time goes on. */
export function useCircumstances(item: EntryItem | PendingItem, conversation: Conversation): Omit<Circumstances, 'senderRole'> {
  // Only own messages become too old for something.
  const now = useNow(SECOND_MS, item.at === 'entry' && item.mine);
  const blocked = useComposerBlock(conversation.id, conversation.peerId);
  const starred = useActionState((state) => item.at === 'entry' && state.starred.has(favouriteKey(item)));
  return { now, maySend: blocked === null, starred };
}

/** With the role of the sender, which is asked for. */
export function useAllCircumstances(item: EntryItem | PendingItem, conversation: Conversation): Circumstances {
  const circumstances = useCircumstances(item, conversation);
  const leaders = useLeaders(conversation);
  const senderId = item.at === 'entry' ? item.senderId : '';
  return { ...circumstances, senderRole: leaders === null ? undefined : leaders.has(senderId) ? 'admin' : 'member' };
}
