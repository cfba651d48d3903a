import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Virtuoso } from 'react-virtuoso';
import { useConversations } from '../../state/app-services.js';
import { EmptyState } from '../common/EmptyState.js';
import { ownGroups } from './find-contacts.js';
import { GroupRow } from './GroupRow.js';
import styles from './lists.module.css';
import { Pane } from './Pane.js';

/** Groups that one is in, by name. */
export function GroupsPane() {
  const { t } = useTranslation();
  const list = useConversations((state) => state.list);
  const groups = useMemo(() => ownGroups(list), [list]);
  return (
    <Pane title={t('contacts.groups')}>
      {groups.length === 0 ? (
        <EmptyState title={t('contacts.noGroups')} hint={t('contacts.noGroupsHint')} testId="no-groups">
          <Link to="/contacts/new-group">{t('group.create')}</Link>
        </EmptyState>
      ) : (
        <div className={styles.rows}>
          <Virtuoso
            data={groups}
            computeItemKey={(_, group) => group.id}
            itemContent={(_, group) => <GroupRow group={group} />}
            data-testid="own-groups"
          />
        </div>
      )}
    </Pane>
  );
}
