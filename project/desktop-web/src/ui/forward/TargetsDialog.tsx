import { MAX_FORWARD_TARGETS } from '@godwit/client/forward/forward';
import type { Id } from '@godwit/shared/ids/id';
import { Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { asFailure } from '../../state/failure.js';
import { FailureNote } from '../common/FailureNote.js';
import { useFeedback } from '../common/feedback.js';
import { useAttempt } from '../common/use-attempt.js';
import { useReturnFocus } from '../common/use-return-focus.js';
import { ChosenTargets } from './ChosenTargets.js';
import styles from './ForwardDialog.module.css';
import { conversationsOf } from './send-to.js';
import { TargetList } from './TargetList.js';
import type { Target } from './targets.js';

const MAX_NOTE_CHARACTERS = 2_000;

interface TargetsDialogProps {
  readonly title: string;
  /** Of the button that sends, and what is said afterwards; count: chats that are chosen. */
  readonly words: { readonly send: (count: number) => string; readonly done: (count: number) => string };
  /** Rejects with ApiError, which is shown while the dialog stays. note: '' = none. */
  readonly send: (to: readonly Id[], note: string) => Promise<unknown>;
  readonly onClose: () => void;
  /** What is sent. */
  readonly children: ReactNode;
}

/** To which chats and friends something goes, and with which note. */
export function TargetsDialog({ title, words, send, onClose, children }: TargetsDialogProps) {
  const { t } = useTranslation();
  const { message } = useFeedback();
  const { client } = useServices();
  const { targets, toggle } = useTargets();
  const [note, setNote] = useState('');
  const { run, busy, failure } = useAttempt();
  useReturnFocus();

  const submit = async (): Promise<void> => {
    const work = async (): Promise<unknown> => send(await conversationsOf(client, targets), note);
    if (!(await run(() => asFailure(work())))) return;
    message.success(words.done(targets.length));
    onClose();
  };

  return (
    <Modal
      open
      centered
      mask={{ closable: false }}
      width={480}
      title={title}
      okText={words.send(targets.length)}
      cancelText={t('forward.cancel')}
      okButtonProps={{ disabled: targets.length === 0, loading: busy, 'data-testid': 'forward-send' }}
      onOk={() => void submit()}
      onCancel={onClose}
    >
      <div className={styles.dialog} data-testid="forward-dialog">
        <TargetList chosen={targets} onToggle={toggle} />
        <ChosenTargets targets={targets} onRemove={toggle} />
        {children}
        <Input.TextArea
          value={note}
          onChange={(event) => setNote(event.target.value)}
          maxLength={MAX_NOTE_CHARACTERS}
          autoSize={{ minRows: 1, maxRows: 4 }}
          placeholder={t('forward.note')}
          aria-label={t('forward.note')}
          data-testid="forward-note"
        />
        {failure !== null && <FailureNote failure={failure} />}
      </div>
    </Modal>
  );
}

/** Those that were chosen, at most as many as can be sent to at once. */
function useTargets(): { readonly targets: readonly Target[]; readonly toggle: (target: Target) => void } {
  const { t } = useTranslation();
  const { message } = useFeedback();
  const [targets, setTargets] = useState<readonly Target[]>([]);
  const toggle = (target: Target): void => {
    const others = targets.filter(({ key }) => key !== target.key);
    if (others.length < targets.length) setTargets(others);
    else if (targets.length < MAX_FORWARD_TARGETS) setTargets([...targets, target]);
    else message.warning(t('forward.limit', { count: MAX_FORWARD_TARGETS }));
  };
  return { targets, toggle };
}
