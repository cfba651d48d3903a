import type { EntryItem, TimelineItem } from '@godwit/client/view/timeline';
import type { Id } from '@godwit/shared/ids/id';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { previewText } from '../common/preview-text.js';
import { usePersonName } from '../common/use-person-name.js';

/** Reads out what others write while the chat is open, and nothing of the history. */
export function NewMessageReader({ items, conversationId }: { items: readonly TimelineItem[]; conversationId: Id }) {
  const { t } = useTranslation();
  const newest = items.findLast((item): item is EntryItem => item.at === 'entry' && item.kind === 'message' && !item.mine);
  const [before] = useState(newest?.seq ?? 0);
  const heard = newest !== undefined && newest.seq > before ? newest : null;
  const name = usePersonName(conversationId, heard?.senderId ?? '');
  return (
    <p className="gw-visually-hidden" aria-live="polite" data-testid="new-message-reader">
      {heard !== null && t('timeline.heard', { name: name || t('chat.unknownName'), text: previewText(heard, t) })}
    </p>
  );
}
