import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useContacts } from '../../state/app-services.js';
import { Section } from '../common/Section.js';
import { FindGroup } from '../groups/FindGroup.js';
import { AddFriend } from './AddFriend.js';
import styles from './lists.module.css';
import { Pane } from './Pane.js';
import { RequestRow } from './RequestRow.js';

/** Finds people and groups; requests that wait for an answer are here too, as the nearest way to a friend. */
export function AddPane() {
  const { t } = useTranslation();
  const [kind, setKind] = useState<'person' | 'group'>('person');
  return (
    <Pane title={t('contacts.add')}>
      <Segmented
        block
        value={kind}
        onChange={setKind}
        options={[
          { value: 'person', label: t('add.person') },
          { value: 'group', label: t('add.group') },
        ]}
      />
      {kind === 'person' ? <AddFriend /> : <FindGroup />}
      <Waiting />
    </Pane>
  );
}

function Waiting() {
  const { t } = useTranslation();
  const received = useContacts((state) => state.lists?.received);
  const waiting = received?.filter(({ status }) => status === 'pending') ?? [];
  if (waiting.length === 0) return null;
  return (
    <Section title={t('contacts.requests')} count={waiting.length}>
      <div className={styles.card}>
        {waiting.map((request) => (
          <RequestRow key={request.id} request={request} />
        ))}
      </div>
    </Section>
  );
}
