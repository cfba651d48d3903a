import type { Conversation } from '@godwit/client/view/conversation';
import type { EntryItem } from '@godwit/client/view/timeline';
import { lazy, Suspense } from 'react';
import { openDialog } from '../../../state/action-store.js';
import { useActionState, useServices } from '../../../state/app-services.js';
import { useNames } from '../../common/use-names.js';

const ReportDialog = lazy(async () => ({ default: (await import('../../people/ReportDialog.js')).ReportDialog }));
const DetailsDialog = lazy(async () => ({ default: (await import('./DetailsDialog.js')).DetailsDialog }));
const ReadersDialog = lazy(async () => ({ default: (await import('./ReadersDialog.js')).ReadersDialog }));
const ForwardDialog = lazy(async () => ({ default: (await import('../../forward/ForwardDialog.js')).ForwardDialog }));

/** What is asked or shown about messages; once in a chat, because the rows of a timeline come and go while it is open. */
export function MessageDialogs({ conversation }: { conversation: Conversation }) {
  const { stores } = useServices();
  const dialog = useActionState((state) => state.dialog);
  const close = (): void => openDialog(stores.actions, null);
  if (dialog === null) return null;
  return (
    <Suspense fallback={null}>
      {dialog.at === 'forward' && <ForwardDialog items={dialog.items} onClose={close} />}
      {dialog.at === 'report' && <Report item={dialog.item} onClose={close} />}
      {dialog.at === 'details' && <DetailsDialog item={dialog.item} conversation={conversation} onClose={close} />}
      {dialog.at === 'readers' && <ReadersDialog item={dialog.item} memberCount={conversation.memberCount} onClose={close} />}
    </Suspense>
  );
}

function Report({ item: { conversationId, seq, senderId }, onClose }: { item: EntryItem; onClose: () => void }) {
  const nameOf = useNames(conversationId, [senderId]);
  return <ReportDialog subject={{ kind: 'message', conversationId, seq }} name={nameOf(senderId)} onClose={onClose} />;
}
