import { Input, Modal } from 'antd';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAccount, useConversations, useServices } from '../../state/app-services.js';
import type { ConversationState } from '../../state/conversation-store.js';
import { FailureNote } from '../common/FailureNote.js';
import { Field } from '../common/Field.js';
import { useAttempt } from '../common/use-attempt.js';
import { useBlocked } from '../common/use-blocked.js';
import { useFocusRefused } from '../common/use-focus-refused.js';
import { useReturnFocus } from '../common/use-return-focus.js';
import { PasswordInput } from '../login/PasswordInput.js';
import styles from './rows.module.css';

/** Groups that the server will not let an owner leave behind. */
const ownedGroups = ({ list }: Pick<ConversationState, 'list'>, me: string) =>
  list.filter(({ type, ownerId, memberCount, removed }) => type === 'group' && ownerId === me && memberCount > 1 && !removed);

/** The last question: the password, and the username typed out. */
export function DeleteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { session } = useServices();
  const username = useAccount((account) => (account.at === 'signed-in' ? (account.profile?.username ?? '') : ''));
  const attempt = useAttempt();
  const blocked = useBlocked(attempt.failure);
  const [password, setPassword] = useState('');
  const [typed, setTyped] = useState('');
  const refusal = attempt.failure?.at === 'refused' ? attempt.failure.error : null;
  const fields = useFields(refusal === 'WRONG_CREDENTIALS');
  const sure = username !== '' && typed.trim().toLowerCase() === username && password !== '';
  return (
    <Modal
      open
      centered
      width={440}
      title={t('account.deleteTitle')}
      okText={t('account.deleteNow')}
      okButtonProps={{ danger: true, disabled: !sure || blocked, loading: attempt.busy, 'data-testid': 'delete-now' }}
      cancelText={t('settings.cancel')}
      cancelButtonProps={{ disabled: attempt.busy }}
      onOk={() => void attempt.run(() => session.deleteAccount(password))}
      onCancel={onClose}
    >
      <div ref={fields} className={styles.body}>
        <p>{t('account.deleteWhat')}</p>
        <Field label={t('account.deleteTyped', { username })}>
          {(ids) => (
            <Input
              {...ids}
              autoFocus
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              data-testid="delete-typed"
            />
          )}
        </Field>
        <Field label={t('account.deletePassword')} error={refusal === 'WRONG_CREDENTIALS' ? t('account.passwordWrong') : undefined}>
          {(ids) => (
            <PasswordInput
              {...ids}
              autoComplete="current-password"
              value={password}
              onChange={(value) => {
                setPassword(value);
                if (refusal === 'WRONG_CREDENTIALS') attempt.forget();
              }}
              testId="delete-password"
            />
          )}
        </Field>
        {attempt.failure !== null && refusal !== 'WRONG_CREDENTIALS' && <FailureNote failure={attempt.failure} />}
        {refusal === 'OWNER_CANNOT_LEAVE' && <OwnedGroups />}
      </div>
    </Modal>
  );
}

/** They get the cursor when the password is wrong, and what was before them when they are left. */
function useFields(wrong: boolean): RefObject<HTMLDivElement | null> {
  useReturnFocus();
  return useFocusRefused<HTMLDivElement>(wrong);
}

function OwnedGroups() {
  const { t } = useTranslation();
  const me = useAccount((account) => (account.at === 'signed-in' ? account.userId : ''));
  const list = useConversations((state) => state.list);
  return (
    <div data-testid="owned-groups">
      <p className={styles.hint}>{t('account.deleteOwned')}</p>
      <ul>
        {ownedGroups({ list }, me).map(({ id, title }) => (
          <li key={id}>
            <Link to={`/chat/${id}`}>{title}</Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
