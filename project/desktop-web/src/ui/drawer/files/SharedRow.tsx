import type { EntryItem } from '@godwit/client/view/timeline';
import { MessageSquareShare } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { usePreferences } from '../../../state/app-services.js';
import { Icon } from '../../common/Icon.js';
import { fullTime, shortTime } from '../../common/time-label.js';
import { useNames } from '../../common/use-names.js';
import { useNow } from '../../common/use-now.js';
import { messagePath } from '../../timeline/actions/message-link.js';
import { useLeaveDrawer } from '../use-leave-drawer.js';
import styles from './FilesView.module.css';

const MINUTE_MS = 60_000;

interface SharedRowProps {
  readonly item: EntryItem;
  readonly testId: string;
  /** What of the message it is. */
  readonly children: ReactNode;
}

/** Something of a message, with who sent it and when, and the way to the message. */
export function SharedRow({ item: { conversationId, senderId, createdAt, seq }, testId, children }: SharedRowProps) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const now = useNow(MINUTE_MS);
  const name = useNames(conversationId, [senderId])(senderId);
  return (
    <div className={styles.row} role="listitem" data-testid={testId} data-seq={seq}>
      <div className={styles.content}>
        {children}
        <p className={styles.from}>
          <span className={styles.name} dir="auto">
            {name}
          </span>
          <time dateTime={new Date(createdAt).toISOString()} title={fullTime(createdAt, language)}>
            {shortTime(createdAt, now, language, { today: t('time.today'), yesterday: t('time.yesterday') })}
          </time>
        </p>
      </div>
      <GoTo path={messagePath(conversationId, seq)} name={name} />
    </div>
  );
}

function GoTo({ path, name }: { path: string; name: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const leave = useLeaveDrawer();
  const go = (): void => {
    leave();
    void navigate(path);
  };
  return (
    <button
      type="button"
      className={styles.goTo}
      aria-label={t('favourites.open', { name })}
      title={t('viewer.goTo')}
      onClick={go}
      data-testid="go-to-message"
    >
      <Icon of={MessageSquareShare} size={18} />
    </button>
  );
}
