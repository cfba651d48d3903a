import { Search } from 'lucide-react';
import { Button, Input } from 'antd';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../common/Icon.js';
import styles from './FindGroup.module.css';
import { parseInvite, type Invite } from './invite-text.js';
import { JoinCard } from './JoinCard.js';

/** The id of a group or an invite link → the group and the way in. */
export function FindGroup() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [invite, setInvite] = useState<Invite | null>(null);
  const [wrong, setWrong] = useState(false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const found = parseInvite(typed);
    setInvite(found);
    setWrong(found === null);
  };
  return (
    <div className={styles.find}>
      <form className={styles.form} onSubmit={submit} role="search">
        <Input
          size="large"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          placeholder={t('add.groupOrLink')}
          aria-label={t('add.groupOrLink')}
          autoComplete="off"
          spellCheck={false}
          maxLength={500}
          prefix={<Icon of={Search} size={19} />}
          data-testid="find-group-input"
        />
        <Button size="large" type="primary" htmlType="submit" disabled={typed.trim() === ''} data-testid="find-group">
          {t('add.search')}
        </Button>
      </form>
      <div aria-live="polite">
        {invite === null && (
          <p className={styles.hint} data-wrong={wrong}>
            {wrong ? t('add.notAnInvite') : t('add.groupHint')}
          </p>
        )}
        {invite?.at === 'group' && <JoinCard key={invite.groupId} groupId={invite.groupId} code={null} />}
        {invite?.at === 'code' && <JoinCard key={invite.code} groupId={invite.groupId} code={invite.code} />}
      </div>
    </div>
  );
}
