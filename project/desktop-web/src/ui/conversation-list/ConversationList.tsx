import { Archive } from 'lucide-react';
import type { Conversation } from '@godwit/client/view/conversation';
import type { Id } from '@godwit/shared/ids/id';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConversations, useLayout, useServices } from '../../state/app-services.js';
import { conversationById } from '../../state/conversation-store.js';
import type { ListTab } from '../../state/layout-store.js';
import { archivedOf, belongsTo, inTab, isUnread } from '../../state/list-tabs.js';
import { Icon } from '../common/Icon.js';
import { UnreadBadge } from '../common/UnreadBadge.js';
import { NotificationPrompt } from '../shell/NotificationPrompt.js';
import styles from './ConversationList.module.css';
import { ConversationRows } from './ConversationRows.js';
import { ConversationSkeleton } from './ConversationSkeleton.js';
import { ListHead } from './ListHead.js';
import { NothingHere } from './NothingHere.js';

/** Every conversation, what was put to the top and the newest activity first, narrowed by a tab. */
export function ConversationList({ selectedId }: { selectedId: Id | null }) {
  const ready = useConversations((state) => state.ready);
  return (
    <>
      <ListHead />
      {ready ? (
        <Listed selectedId={selectedId} />
      ) : (
        <div className={styles.body}>
          <ConversationSkeleton />
        </div>
      )}
    </>
  );
}

function Listed({ selectedId }: { selectedId: Id | null }) {
  const tab = useLayout((state) => state.listTab);
  const list = useConversations((state) => state.list);
  const keptId = useKept(tab, selectedId);
  const shown = useMemo(() => inTab(tab, list, keptId), [tab, list, keptId]);
  const archived = useMemo(() => archivedOf(list), [list]);
  return (
    <>
      {tab === 'all' && <NotificationPrompt />}
      {tab === 'all' && archived.length > 0 && <ArchiveRow archived={archived} />}
      <div className={styles.body}>
        {shown.length === 0 ? <NothingHere tab={tab} /> : <ConversationRows list={shown} selectedId={selectedId} />}
      </div>
    </>
  );
}

/** The open conversation stays in the tab where it was found, though reading it has taken the reason. */
function useKept(tab: ListTab, selectedId: Id | null): Id | null {
  const belongs = useConversations((state) => {
    const open = selectedId === null ? undefined : conversationById(state, selectedId);
    return open !== undefined && belongsTo(tab, open);
  });
  const place = `${tab} ${selectedId}`;
  const [found, setFound] = useState('');
  if (belongs && found !== place) setFound(place);
  return found === place ? selectedId : null;
}

function ArchiveRow({ archived }: { archived: readonly Conversation[] }) {
  const { t } = useTranslation();
  const { stores } = useServices();
  const unread = archived.filter(isUnread).length;
  return (
    <button
      type="button"
      className={styles.archive}
      onClick={() => stores.layout.setState({ listTab: 'archived' })}
      data-testid="open-archive"
    >
      <Icon of={Archive} size={19} />
      <span>{t('list.archived')}</span>
      <span className={styles.count}>{archived.length}</span>
      <UnreadBadge count={unread} label={t('list.unreadChats', { count: unread })} testId="archive-unread" muted />
    </button>
  );
}
