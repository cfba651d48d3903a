import { Copy } from 'lucide-react';
import type { PublicUser } from '@godwit/shared/rest/user';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useContacts, usePeople, useServices } from '../../state/app-services.js';
import { friendById } from '../../state/contact-store.js';
import { nameKey } from '../../state/people-store.js';
import { copyText } from '../common/copy-text.js';
import { Icon } from '../common/Icon.js';
import { useFeedback } from '../common/feedback.js';
import { LineField } from './LineField.js';
import styles from './PersonDetails.module.css';
import { useAnswer } from './use-answer.js';

const MAX_REMARK = 64;

/** What somebody says of himself, what he is called where he was met, and what the user calls him. conversationId: that group. */
export function PersonDetails({ user, conversationId }: { user: PublicUser; conversationId: string | null }) {
  const { t } = useTranslation();
  const { contacts } = useServices();
  const { busy, ask } = useAnswer();
  const { userId, nickname, signature, gender } = user;
  const friend = useContacts((state) => friendById(state, userId));
  const inGroup = useNameInGroup(conversationId, userId);
  const genders = ['', t('people.male'), t('people.female'), t('people.otherGender')];
  const isHidden = friend !== undefined && friend.remark !== '';
  return (
    <div className={styles.details}>
      {friend !== undefined && (
        <LineField
          label={t('people.remark')}
          value={friend.remark}
          none={t('people.noRemark')}
          maxLength={MAX_REMARK}
          busy={busy}
          onSave={(remark, close) => void ask(() => contacts.changeFriend(userId, { remark }), close)}
          testId="remark"
        />
      )}
      {isHidden && <Detail label={t('people.nickname')} value={nickname} />}
      <Detail label={t('people.inGroup')} value={inGroup} />
      <Detail label={t('people.signature')} value={signature} />
      <Detail label={t('people.gender')} value={genders[gender] ?? ''} />
      <Detail label={t('people.id')} value={userId} copied={t('people.copied')} />
    </div>
  );
}

function useNameInGroup(conversationId: string | null, userId: string): string {
  const { people } = useServices();
  const known = usePeople((state) => (conversationId === null ? undefined : state.names.get(nameKey(conversationId, userId))));
  useEffect(() => {
    if (conversationId !== null) people.want(conversationId, [userId]);
  }, [people, conversationId, userId]);
  return known?.inGroup ?? '';
}

/** Nothing where there is nothing to say. copied: what is said when the button has copied the value. */
function Detail({ label, value, copied }: { label: string; value: string; copied?: string }) {
  const { t } = useTranslation();
  const { message } = useFeedback();
  if (value === '') return null;
  const copy = async (said: string): Promise<void> => {
    if (await copyText(value)) message.success(said);
    else message.error(t('people.copyFailed'));
  };
  return (
    <div className={styles.detail}>
      <span className={styles.text}>
        <span className={styles.label}>{label}</span>
        <span className={styles.value} dir="auto">
          {value}
        </span>
      </span>
      {copied !== undefined && (
        <Button
          type="text"
          icon={<Icon of={Copy} size={17} />}
          aria-label={t('people.copy', { what: label })}
          onClick={() => void copy(copied)}
        />
      )}
    </div>
  );
}
