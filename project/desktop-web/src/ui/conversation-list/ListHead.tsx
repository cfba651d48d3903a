import { ArrowLeft, Search, UserPlus } from 'lucide-react';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLayout, useServices } from '../../state/app-services.js';
import type { ListTab } from '../../state/layout-store.js';
import { Icon } from '../common/Icon.js';
import styles from './ConversationList.module.css';

/** Title, ways to go somewhere, and what the list is narrowed to. */
export function ListHead() {
  const { t } = useTranslation();
  const { stores } = useServices();
  const tab = useLayout((state) => state.listTab);
  if (tab === 'archived') return <ArchiveHead />;
  return (
    <>
      <header className={styles.head}>
        <h1 className={styles.title}>{t('list.title')}</h1>
        <button
          type="button"
          className={styles.tool}
          aria-label={t('switcher.title')}
          title={`${t('switcher.title')} (Ctrl/⌘ K)`}
          onClick={() => stores.layout.setState({ layer: 'switcher' })}
          data-testid="open-switcher"
        >
          <Icon of={Search} size={21} />
        </button>
        <Link
          to="/contacts/add"
          className={styles.tool}
          aria-label={t('list.addFriend')}
          title={t('list.addFriend')}
          data-testid="list-add-friend"
        >
          <Icon of={UserPlus} size={21} />
        </Link>
      </header>
      <Segmented<ListTab>
        className={styles.tabs ?? ''}
        block
        size="small"
        aria-label={t('list.tabs')}
        value={tab}
        onChange={(listTab) => stores.layout.setState({ listTab })}
        options={[
          { value: 'all', label: t('list.tab.all') },
          { value: 'unread', label: t('list.tab.unread') },
          { value: 'mentions', label: t('list.tab.mentions') },
          { value: 'groups', label: t('list.tab.groups') },
        ]}
        data-testid="list-tabs"
      />
    </>
  );
}

function ArchiveHead() {
  const { t } = useTranslation();
  const { stores } = useServices();
  return (
    <header className={styles.head}>
      <button
        type="button"
        className={styles.tool}
        aria-label={t('list.backToAll')}
        onClick={() => stores.layout.setState({ listTab: 'all' })}
        data-testid="leave-archive"
      >
        <Icon of={ArrowLeft} size={21} />
      </button>
      <h1 className={styles.title}>{t('list.archived')}</h1>
    </header>
  );
}
