import type { Conversation } from '@godwit/client/view/conversation';
import { List, Pin } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useTimeline } from '../../state/app-services.js';
import { Icon } from '../common/Icon.js';
import { previewText } from '../common/preview-text.js';
import { messagePath } from '../timeline/actions/message-link.js';
import styles from './bars.module.css';
import { PinnedList } from './PinnedList.js';
import { usePinned } from './use-pinned.js';

/** One pinned message, the newest first; a click goes to it and shows the one before, the list has all of them. */
export function PinnedBar({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id, pinnedSeqs } = conversation;
  const [steps, setSteps] = useState(0);
  const [open, setOpen] = useState(false);
  const at = pinnedSeqs.length - 1 - (steps % pinnedSeqs.length);
  const seq = pinnedSeqs[at];
  const { data, isError } = usePinned(conversation);
  // As it is in the timeline: it may have been edited since.
  const loaded = useTimeline((timeline) => timeline?.items.find((item) => item.at === 'entry' && item.seq === seq));
  const entry = loaded?.at === 'entry' ? loaded : data?.find((one) => one.seq === seq);
  const text = entry === undefined ? (isError ? t('pinned.unavailable') : '…') : previewText(entry, t);
  const go = (): void => {
    if (seq === undefined) return;
    setSteps(steps + 1);
    void navigate(messagePath(id, seq));
  };
  return (
    <section className={styles.bar} aria-label={t('pinned.label')} data-testid="pinned-bar" data-count={pinnedSeqs.length}>
      <button type="button" className={styles.main} title={t('pinned.show')} onClick={go} data-testid="show-pinned">
        <Icon of={Pin} size={18} />
        <span className={styles.text}>
          <b>{pinnedSeqs.length === 1 ? t('pinned.single') : t('pinned.bar', { at: at + 1, total: pinnedSeqs.length })}</b>
          <span dir="auto">{text}</span>
        </span>
      </button>
      <button
        type="button"
        className={styles.button}
        aria-label={t('pinned.list')}
        title={t('pinned.list')}
        onClick={() => setOpen(true)}
        data-testid="pinned-list-button"
      >
        <Icon of={List} size={18} />
      </button>
      {open && <PinnedList conversation={conversation} onClose={() => setOpen(false)} />}
    </section>
  );
}
