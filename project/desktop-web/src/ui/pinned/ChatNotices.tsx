import type { Conversation } from '@godwit/client/view/conversation';
import { AnnouncementBar } from './AnnouncementBar.js';
import { PinnedBar } from './PinnedBar.js';

/** Under the header of a chat: what its members should see first. */
export function ChatNotices({ conversation }: { conversation: Conversation }) {
  const { id, announcement, removed, pinnedSeqs } = conversation;
  return (
    <>
      {announcement !== '' && !removed && <AnnouncementBar key={announcement} conversationId={id} text={announcement} />}
      {pinnedSeqs.length > 0 && <PinnedBar conversation={conversation} />}
    </>
  );
}
