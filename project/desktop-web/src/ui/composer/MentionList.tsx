import { Users } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { EVERYBODY } from '../../state/draft-store.js';
import { Avatar } from '../common/Avatar.js';
import { Icon } from '../common/Icon.js';
import type { Candidate } from './mention-candidates.js';
import styles from './MentionList.module.css';
import type { Mentions } from './use-mentions.js';

export const MENTION_LIST_ID = 'mention-list';
export const mentionOptionId = (index: number): string => `${MENTION_LIST_ID}-${index}`;

/** Who may be mentioned; the keys come from the text field, which keeps the focus. */
export function MentionList({ mentions }: { mentions: Mentions }) {
  const { t } = useTranslation();
  const box = useRef<HTMLUListElement>(null);
  const { open, choose, activate } = mentions;
  const active = open?.active ?? -1;
  useEffect(() => {
    box.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  if (open === null) return null;
  return (
    <div className={styles.list}>
      {open.list.length > 0 ? (
        <ul ref={box} id={MENTION_LIST_ID} role="listbox" aria-label={t('composer.mention')} data-testid="mention-list">
          {open.list.map((candidate, index) => (
            <li
              key={candidate.userId}
              id={mentionOptionId(index)}
              role="option"
              aria-selected={index === active}
              // The text field keeps the focus.
              onMouseDown={(event) => event.preventDefault()}
              onMouseMove={() => index !== active && activate(index)}
              onClick={() => choose(candidate)}
            >
              <Person candidate={candidate} />
            </li>
          ))}
        </ul>
      ) : (
        <p role="status">{open.state === 'failed' ? t('composer.membersFailed') : t('composer.membersLoading')}</p>
      )}
    </div>
  );
}

function Person({ candidate: { userId, name, remark, username, avatar } }: { candidate: Candidate }) {
  const { t } = useTranslation();
  if (userId === EVERYBODY) {
    return (
      <>
        <span className={styles.everybody}>
          <Icon of={Users} size={17} />
        </span>
        <strong>{name}</strong>
        <small>{t('composer.everybodyHint')}</small>
      </>
    );
  }
  return (
    <>
      <Avatar name={name} seed={userId} image={avatar} size={30} />
      <strong dir="auto">{name}</strong>
      <small dir="auto">{remark === '' ? `@${username}` : remark}</small>
    </>
  );
}
