import { Archive } from 'lucide-react';
import type { Conversation } from '@godwit/client/view/conversation';
import type { Id } from '@godwit/shared/ids/id';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useConversations, useLayout, useServices } from '../../state/app-services.js';
import { archivedOf, inTab, isUnread } from '../../state/list-tabs.js';
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
  const shown = useMemo(() => inTab(tab, list, selectedId), [tab, list, selectedId]);
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
