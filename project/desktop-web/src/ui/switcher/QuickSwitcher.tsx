import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useLayout, useServices } from '../../state/app-services.js';
import { useFeedback } from '../common/feedback.js';
import { useFailureWords } from '../people/use-failure-words.js';
import type { Candidate } from './candidates.js';
import styles from './QuickSwitcher.module.css';
import { SwitcherBody } from './SwitcherBody.js';

/** Ctrl/⌘ K: to any conversation, group or friend by a few keys. The focus goes back to where it was. */
export function QuickSwitcher() {
  const { t } = useTranslation();
  const { stores, contacts } = useServices();
  const { message } = useFeedback();
  const navigate = useNavigate();
  const words = useFailureWords();
  const open = useLayout((state) => state.layer === 'switcher');
  const close = (): void => stores.layout.setState({ layer: 'none' });

  const go = async ({ target }: Candidate): Promise<void> => {
    close();
    if (target.to === 'conversation') return navigate(`/chat/${target.id}`);
    const answer = await contacts.openDirect(target.id);
    if (answer.at === 'done') return navigate(`/chat/${answer.value}`);
    message.error(words(answer.failure));
  };
  return (
    <Modal
      open={open}
      onCancel={close}
      footer={null}
      closable={false}
      width={520}
      style={{ top: 72 }}
      className={styles.modal ?? ''}
      destroyOnHidden
      aria-label={t('switcher.title')}
    >
      <SwitcherBody onChoose={(candidate) => void go(candidate)} />
    </Modal>
  );
}
