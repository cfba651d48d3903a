import type { Conversation } from '@godwit/client/view/conversation';
import { MAX_LISTED_READERS } from '@godwit/shared/message-terms';

/** Whether the server says who has read a message: to the members of a small group. */
export const listsReaders = ({ type, memberCount, removed }: Conversation): boolean =>
  type === 'group' && memberCount <= MAX_LISTED_READERS && !removed;
