import type { EntryItem } from '@godwit/client/view/timeline';
import { useTranslation } from 'react-i18next';
import { saidIn } from '../composer/said-in.js';
import { useNames } from '../common/use-names.js';
import styles from './ForwardDialog.module.css';

const SHOWN = 3;

/** The first of what is forwarded. */
export function Preview({ items }: { items: readonly EntryItem[] }) {
  const { t } = useTranslation();
  const shown = items.slice(0, SHOWN);
  const nameOf = useNames(
    items[0]?.conversationId ?? '',
    shown.map(({ senderId }) => senderId),
  );
  return (
    <section className={styles.preview} aria-label={t('forward.preview')} data-testid="forward-preview">
      {shown.map((item) => (
        <p key={item.key} dir="auto">
          <b>{nameOf(item.senderId)}</b> {saidIn(item, t)}
        </p>
      ))}
      {items.length > SHOWN && <p className={styles.more}>{t('forward.more', { count: items.length - SHOWN })}</p>}
    </section>
  );
}
