import type { Id } from '@godwit/shared/ids/id';
import { Modal } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { useFeedback } from '../common/feedback.js';
import { useReturnFocus } from '../common/use-return-focus.js';
import { FriendPicker } from '../groups/FriendPicker.js';
import { useAnswer } from '../people/use-answer.js';
import styles from './drawer.module.css';
import { useMembers } from './use-members.js';

/** Of one call. */
const MAX_INVITED = 500;

/** Puts friends into the group. Of a large one not all members are known here: who is in already is passed over, and counted so. */
export function InviteDialog({ groupId, onClose }: { groupId: Id; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = useFeedback();
  const { client, contacts } = useServices();
  const { busy, ask } = useAnswer();
  const [chosen, setChosen] = useState<readonly Id[]>([]);
  const { members } = useMembers(groupId, '');
  const inside = useMemo(() => new Set(members.map(({ userId }) => userId)), [members]);
  useReturnFocus();
  const invite = (): void =>
    void ask(
      () => contacts.attempt(() => client.api.groups.invite(groupId, chosen)),
      ({ added }) => {
        message.success(added.length === chosen.length ? t('drawer.invited') : t('drawer.invitedSome', { count: added.length }));
        onClose();
      },
    );
  return (
    <Modal
      open
      centered
      width={420}
      title={t('drawer.invite')}
      okText={t('drawer.inviteOk')}
      cancelText={t('people.cancel')}
      okButtonProps={{ disabled: chosen.length === 0 }}
      confirmLoading={busy}
      onOk={invite}
      onCancel={onClose}
    >
      <FriendPicker chosen={chosen} onChange={setChosen} max={MAX_INVITED} inside={inside} />
      {chosen.length === 0 && <p className={styles.hint}>{t('drawer.inviteChoose')}</p>}
    </Modal>
  );
}
