import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useServices } from '../../state/app-services.js';
import type { ListTab } from '../../state/layout-store.js';
import { EmptyState } from '../common/EmptyState.js';

/** A tab without conversations: why, and the next step. */
export function NothingHere({ tab }: { tab: ListTab }) {
  const { t } = useTranslation();
  const { stores } = useServices();
  const navigate = useNavigate();
  if (tab === 'all')
    return (
      <EmptyState title={t('list.empty')} hint={t('list.emptyHint')} testId="no-conversations">
        <Button type="primary" onClick={() => void navigate('/contacts/add')}>
          {t('list.addFriend')}
        </Button>
      </EmptyState>
    );
  const words = {
    unread: [t('list.noUnread'), t('list.noUnreadHint')],
    mentions: [t('list.noMentions'), t('list.noMentionsHint')],
    groups: [t('list.noGroups'), t('list.noGroupsHint')],
    archived: [t('list.noArchived'), t('list.noArchivedHint')],
  } as const;
  const [title, hint] = words[tab];
  return (
    <EmptyState title={title} hint={hint} testId={`nothing-${tab}`}>
      {tab === 'groups' && (
        <Button type="primary" onClick={() => void navigate('/contacts/add')}>
          {t('list.toContacts')}
        </Button>
      )}
      <Button onClick={() => stores.layout.setState({ listTab: 'all' })}>{t('list.showAll')}</Button>
    </EmptyState>
  );
}
