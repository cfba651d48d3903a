import type { EntryItem } from '@godwit/client/view/timeline';
import { Pencil, Reply, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ComposeTarget } from '../../state/compose-store.js';
import { Icon } from '../common/Icon.js';
import { usePersonName } from '../common/use-person-name.js';
import { saidIn } from './said-in.js';
import styles from './TargetBar.module.css';

/** What the next message answers, or which message is being edited. */
export function TargetBar({ target, onLeave }: { target: ComposeTarget; onLeave: () => void }) {
  const { t } = useTranslation();
  const editing = target.mode === 'edit';
  return (
    <div className={styles.bar} data-testid={editing ? 'edit-bar' : 'reply-bar'}>
      <span className={styles.icon}>
        <Icon of={editing ? Pencil : Reply} size={20} />
      </span>
      <div className={styles.words}>
        {editing ? <strong>{t('composer.editing')}</strong> : <ReplyTitle item={target.item} />}
        <span dir="auto">{saidIn(target.item, t)}</span>
      </div>
      <button
        type="button"
        className={styles.leave}
        aria-label={editing ? t('composer.leaveEdit') : t('composer.leaveReply')}
        title={`${editing ? t('composer.leaveEdit') : t('composer.leaveReply')} (Esc)`}
        onClick={onLeave}
        data-testid="leave-target"
      >
        <Icon of={X} size={18} />
      </button>
    </div>
  );
}

function ReplyTitle({ item }: { item: EntryItem }) {
  const { t } = useTranslation();
  const name = usePersonName(item.conversationId, item.mine ? '' : item.senderId);
  return <strong>{item.mine ? t('composer.replyToSelf') : t('composer.replyTo', { name })}</strong>;
}
