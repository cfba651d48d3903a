import { MAX_FORWARD_TARGETS } from '@godwit/client/forward/forward';
import type { EntryItem } from '@godwit/client/view/timeline';
import { App, Input, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endSelection } from '../../state/action-store.js';
import { useServices } from '../../state/app-services.js';
import { failureOf, type Failure } from '../../state/failure.js';
import { FailureNote } from '../common/FailureNote.js';
import { ChosenTargets } from './ChosenTargets.js';
import styles from './ForwardDialog.module.css';
import { Preview } from './Preview.js';
import { conversationsOf } from './send-to.js';
import { TargetList } from './TargetList.js';
import type { Target } from './targets.js';

const MAX_NOTE_CHARACTERS = 2_000;

interface ForwardDialogProps {
  /** Of one conversation, in order of seq. */
  readonly items: readonly EntryItem[];
  readonly onClose: () => void;
}

/** To whom, how, and with which note (F-37). Nothing is sent unless everything can be. */
export function ForwardDialog({ items, onClose }: ForwardDialogProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { stores } = useServices();
  const { targets, toggle } = useTargets();
  const [merged, setMerged] = useState(false);
  const [note, setNote] = useState('');
  const { send, busy, failure } = useForward(items);

  const submit = async (): Promise<void> => {
    if (!(await send({ targets, merged, note }))) return;
    void message.success(t('forward.done', { count: targets.length }));
    endSelection(stores.actions);
    onClose();
  };

  return (
    <Modal
      open
      centered
      width={480}
      title={t('forward.title', { count: items.length })}
      okText={targets.length === 0 ? t('forward.send') : t('forward.sendTo', { count: targets.length })}
      cancelText={t('forward.cancel')}
      okButtonProps={{ disabled: targets.length === 0, loading: busy, 'data-testid': 'forward-send' }}
      onOk={() => void submit()}
      onCancel={onClose}
    >
      <div className={styles.dialog} data-testid="forward-dialog">
        <TargetList chosen={targets} onToggle={toggle} />
        <ChosenTargets targets={targets} onRemove={toggle} />
        {items.length > 1 && (
          <Segmented
            block
            aria-label={t('forward.mode')}
            value={merged ? 'merged' : 'single'}
            onChange={(mode) => setMerged(mode === 'merged')}
            options={[
              { value: 'single', label: t('forward.single') },
              { value: 'merged', label: t('forward.merged') },
            ]}
          />
        )}
        <Preview items={items} />
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
  const { message } = App.useApp();
  const [targets, setTargets] = useState<readonly Target[]>([]);
  const toggle = (target: Target): void => {
    const others = targets.filter(({ key }) => key !== target.key);
    if (others.length < targets.length) setTargets(others);
    else if (targets.length < MAX_FORWARD_TARGETS) setTargets([...targets, target]);
    else void message.warning(t('forward.limit', { count: MAX_FORWARD_TARGETS }));
  };
  return { targets, toggle };
}

interface Order {
  readonly targets: readonly Target[];
  readonly merged: boolean;
  readonly note: string;
}

function useForward(items: readonly EntryItem[]) {
  const { client } = useServices();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const send = async ({ targets, merged, note }: Order): Promise<boolean> => {
    const from = items[0]?.conversationId ?? '';
    const seqs = items.map(({ seq }) => seq);
    setBusy(true);
    setFailure(null);
    try {
      await client.forward(from, seqs, { to: await conversationsOf(client, targets), merged, note });
      return true;
    } catch (error) {
      setFailure(failureOf(error, Date.now(), navigator.onLine));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { send, busy, failure };
}
