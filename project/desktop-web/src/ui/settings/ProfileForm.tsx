import type { Profile } from '@godwit/shared/rest/user';
import { Button, Input, Select } from 'antd';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { FailureNote } from '../common/FailureNote.js';
import { Field, type FieldIds } from '../common/Field.js';
import { useFeedback } from '../common/feedback.js';
import { useAttempt } from '../common/use-attempt.js';
import { Card } from './Card.js';
import { changedFields, isEmail, isPhone, type ProfileFields } from './profile-draft.js';
import styles from './rows.module.css';

/** Texts of the profile. Only what was changed is sent, so two devices may change different fields at once. */
export function ProfileForm({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  const { message } = useFeedback();
  const { session } = useServices();
  const attempt = useAttempt();
  const [draft, setDraft] = useState<Partial<ProfileFields>>({});
  const shown = { ...profile, ...draft };
  const changes = changedFields(draft, profile);
  const changed = Object.keys(changes).length > 0;
  const valid = shown.nickname.trim() !== '' && isPhone(shown.phone) && isEmail(shown.email);

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!changed || !valid || attempt.busy) return;
    if (!(await attempt.run(() => session.saveProfile(changes)))) return;
    // What was typed meanwhile is not saved yet.
    setDraft((now) => Object.fromEntries(Object.entries(now).filter(([field, value]) => value !== draft[field as keyof ProfileFields])));
    message.success(t('settings.saved'));
  };
  const fields: FieldsProps = { shown, change: (patch) => setDraft({ ...draft, ...patch }) };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className={styles.form} data-testid="profile-form">
      <PublicFields {...fields} />
      <ContactFields {...fields} />
      {attempt.failure !== null && <FailureNote failure={attempt.failure} />}
      <div className={styles.bar} data-changed={changed}>
        <Button
          onClick={() => {
            setDraft({});
            attempt.forget();
          }}
          disabled={!changed}
        >
          {t('settings.cancel')}
        </Button>
        <Button type="primary" htmlType="submit" loading={attempt.busy} disabled={!changed || !valid} data-testid="save-profile">
          {t('settings.save')}
        </Button>
      </div>
    </form>
  );
}

interface FieldsProps {
  readonly shown: ProfileFields;
  readonly change: (patch: Partial<ProfileFields>) => void;
}

const inputOf = ({ shown, change }: FieldsProps, ids: FieldIds, field: 'nickname' | 'signature' | 'phone' | 'email') => ({
  ...ids,
  status: ids['aria-invalid'] ? ('error' as const) : ('' as const),
  value: shown[field],
  onChange: (event: { target: { value: string } }) => change({ [field]: event.target.value }),
  'data-testid': `profile-${field}`,
});

function PublicFields(props: FieldsProps) {
  const { t } = useTranslation();
  const { shown, change } = props;
  const genders = [t('account.gender.none'), t('account.gender.male'), t('account.gender.female'), t('account.gender.other')];
  return (
    <Card note={t('account.publicNote')}>
      <div className={styles.body}>
        <Field label={t('settings.nickname')} error={shown.nickname.trim() === '' ? t('settings.nicknameMissing') : undefined}>
          {(ids) => <Input {...inputOf(props, ids, 'nickname')} maxLength={64} autoComplete="nickname" />}
        </Field>
        <Field label={t('account.signature')} hint={t('account.signatureHint')}>
          {(ids) => <Input {...inputOf(props, ids, 'signature')} maxLength={200} showCount={shown.signature.length > 150} />}
        </Field>
        <Field label={t('account.gender')}>
          {(ids) => (
            <Select<number>
              id={ids.id}
              value={shown.gender}
              onChange={(gender) => change({ gender })}
              options={genders.map((label, value) => ({ value, label }))}
              data-testid="profile-gender"
            />
          )}
        </Field>
      </div>
    </Card>
  );
}

function ContactFields(props: FieldsProps) {
  const { t } = useTranslation();
  const { phone, email } = props.shown;
  return (
    <Card title={t('account.contact')} note={t('account.contactNote')}>
      <div className={styles.body}>
        <Field label={t('account.phone')} error={isPhone(phone) ? undefined : t('account.phoneWrong')}>
          {(ids) => (
            <Input {...inputOf(props, ids, 'phone')} type="tel" autoComplete="tel" maxLength={25} placeholder="+86 138 1111 2222" />
          )}
        </Field>
        <Field label={t('account.email')} error={isEmail(email) ? undefined : t('account.emailWrong')}>
          {(ids) => (
            <Input {...inputOf(props, ids, 'email')} type="email" autoComplete="email" maxLength={254} placeholder="name@example.org" />
          )}
        </Field>
      </div>
    </Card>
  );
}
