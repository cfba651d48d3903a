import { Search } from 'lucide-react';
import type { FoundUser } from '@godwit/shared/rest/user';
import { Button, Input } from 'antd';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import type { Failure } from '../../state/failure.js';
import { FailureNote } from '../common/FailureNote.js';
import { Icon } from '../common/Icon.js';
import styles from './AddFriend.module.css';
import { FoundPerson } from './FoundPerson.js';

type Search =
  | { readonly at: 'idle' }
  | { readonly at: 'busy' }
  | { readonly at: 'nobody'; readonly query: string }
  | { readonly at: 'found'; readonly user: FoundUser }
  | { readonly at: 'failed'; readonly failure: Failure };

/** A whole username, id, phone number or e-mail address → the person and what can be done with them. */
export function AddFriend() {
  const { t } = useTranslation();
  const { contacts } = useServices();
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState<Search>({ at: 'idle' });

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const wanted = typed.trim().replace(/^@/, '');
    if (wanted === '') return;
    setSearch({ at: 'busy' });
    const answer = await contacts.search(wanted);
    if (answer.at === 'failed') setSearch({ at: 'failed', failure: answer.failure });
    else setSearch(answer.value === null ? { at: 'nobody', query: wanted } : { at: 'found', user: answer.value });
  };

  return (
    <div>
      <form className={styles.form} onSubmit={(event) => void submit(event)} role="search" data-testid="add-friend-form">
        <Input
          size="large"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          placeholder={t('add.username')}
          aria-label={t('add.username')}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          maxLength={254}
          prefix={<Icon of={Search} size={19} />}
          data-testid="add-friend-username"
        />
        <Button
          size="large"
          type="primary"
          htmlType="submit"
          loading={search.at === 'busy'}
          disabled={typed.trim() === ''}
          data-testid="add-friend-search"
        >
          {t('add.search')}
        </Button>
      </form>
      <div className={styles.result} aria-live="polite" data-testid="add-friend-result" data-result={search.at}>
        {search.at === 'idle' && <p className={styles.hint}>{t('add.hint')}</p>}
        {search.at === 'nobody' && <p className={styles.hint}>{t('add.nobody', { query: search.query })}</p>}
        {search.at === 'failed' && <FailureNote failure={search.failure} />}
        {search.at === 'found' && <FoundPerson key={search.user.userId} user={search.user} />}
      </div>
    </div>
  );
}
