import type { Conversation } from '@godwit/client/view/conversation';
import type { EntryItem } from '@godwit/client/view/timeline';
import { Modal } from 'antd';
import { PinOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { usePreferences, useServices } from '../../state/app-services.js';
import { Icon } from '../common/Icon.js';
import { Loaded } from '../common/Loaded.js';
import { previewText } from '../common/preview-text.js';
import { shortTime } from '../common/time-label.js';
import { useNames } from '../common/use-names.js';
import { useNow } from '../common/use-now.js';
import { messagePath } from '../timeline/actions/message-link.js';
import { maySetPins } from '../timeline/actions/permitted.js';
import { useToldAttempt } from '../timeline/actions/use-told-attempt.js';
import styles from './bars.module.css';
import { usePinned } from './use-pinned.js';

const MINUTE_MS = 60_000;

/** Every pinned message, the newest first. */
export function PinnedList({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const { t } = useTranslation();
  const query = usePinned(conversation);
  return (
    <Modal open centered width={480} title={t('pinned.label')} footer={null} onCancel={onClose}>
      <Loaded query={query}>
        {(entries) => (
          <ul className={styles.list} data-testid="pinned-list">
            {[...entries].reverse().map((entry) => (
              <PinnedRow key={entry.key} entry={entry} unpin={maySetPins(conversation)} onClose={onClose} />
            ))}
          </ul>
        )}
      </Loaded>
    </Modal>
  );
}

function PinnedRow({ entry, unpin, onClose }: { entry: EntryItem; unpin: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { client } = useServices();
  const attempt = useToldAttempt();
  const [busy, setBusy] = useState(false);
  const language = usePreferences((state) => state.language);
  const now = useNow(MINUTE_MS);
  const { conversationId, seq, senderId, createdAt } = entry;
  const name = useNames(conversationId, [senderId])(senderId);
  const take = async (): Promise<void> => {
    setBusy(true);
    await attempt(client.unpin(conversationId, seq));
    setBusy(false);
  };
  const go = (): void => {
    onClose();
    void navigate(messagePath(conversationId, seq));
  };
  return (
    <li className={styles.row} data-testid="pinned-row" data-seq={seq}>
      <button type="button" className={styles.go} onClick={go}>
        <b dir="auto">{name}</b>{' '}
        <time>{shortTime(createdAt, now, language, { today: t('time.today'), yesterday: t('time.yesterday') })}</time>
        <span dir="auto">{previewText(entry, t)}</span>
      </button>
      {unpin && (
        <button
          type="button"
          className={styles.button}
          aria-label={t('pinned.unpin')}
          title={t('pinned.unpin')}
          disabled={busy}
          onClick={() => void take()}
          data-testid="unpin"
        >
          <Icon of={PinOff} size={17} />
        </button>
      )}
    </li>
  );
}
