import { MessageCircle, Star } from 'lucide-react';
import type { PublicUser, Relation } from '@godwit/shared/rest/user';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useContacts, useServices } from '../../state/app-services.js';
import { friendById, isBlocked } from '../../state/contact-store.js';
import { Avatar } from '../common/Avatar.js';
import { Icon } from '../common/Icon.js';
import { AskFriend } from './AskFriend.js';
import styles from './PersonHead.module.css';
import { usePresenceText } from './use-presence-text.js';
import { useAnswer } from './use-answer.js';
import { useRelation } from './use-relation.js';

/** Picture, name, and what can be done first: write, or become friends. isHere: the chat with this person is open. */
export function PersonHead({ user, isHere = false }: { user: PublicUser; isHere?: boolean }) {
  const { t } = useTranslation();
  const friend = useContacts((state) => friendById(state, user.userId));
  const relation = useRelation(user.userId, user.relation);
  const name = friend?.remark || user.nickname || user.username;
  const presence = usePresenceText(relation === 'friend' ? user.userId : '0');
  const notes: Record<Relation, string> = {
    self: t('add.self'),
    friend: '',
    request_sent: t('add.requestSent', { name }),
    request_received: t('add.requestReceived', { name }),
    none: '',
  };
  return (
    <div className={styles.head} data-relation={relation} data-testid="person-head">
      <Avatar name={name} seed={user.userId} image={user.avatar} size={92} />
      <h2 className={styles.name} dir="auto" data-testid="person-name">
        {name}
      </h2>
      <p className={styles.username}>@{user.username}</p>
      {presence !== '' && <p className={styles.note}>{presence}</p>}
      {notes[relation] !== '' && (
        <p className={styles.note} role="status">
          {notes[relation]}
        </p>
      )}
      <FirstActions userId={user.userId} name={name} relation={relation} isHere={isHere} />
      {relation === 'none' && <AskFriend userId={user.userId} />}
    </div>
  );
}

interface FirstActionsProps {
  readonly userId: string;
  readonly name: string;
  readonly relation: Relation;
  readonly isHere: boolean;
}

function FirstActions({ userId, name, relation, isHere }: FirstActionsProps) {
  const { t } = useTranslation();
  const { contacts } = useServices();
  const { busy, ask, openChat } = useAnswer();
  const starred = useContacts((state) => friendById(state, userId)?.starred ?? false);
  const blocked = useContacts((state) => isBlocked(state, userId));
  const request = useContacts((state) => state.lists?.received.find((one) => one.userId === userId && one.status === 'pending'));
  const first = relation === 'friend' || relation === 'self';
  return (
    <div className={styles.actions}>
      {relation === 'request_received' && request !== undefined && (
        <>
          <Button type="primary" disabled={busy} onClick={() => void ask(() => contacts.accept(request.id))} data-testid="accept-person">
            {t('contacts.accept')}
          </Button>
          <Button disabled={busy} onClick={() => void ask(() => contacts.reject(request.id))} data-testid="reject-person">
            {t('contacts.reject')}
          </Button>
        </>
      )}
      {!isHere && !blocked && (
        <Button
          type={first ? 'primary' : 'default'}
          loading={busy}
          icon={<Icon of={MessageCircle} size={18} />}
          onClick={() => void ask(() => contacts.openDirect(userId), openChat)}
          data-testid="message-person"
        >
          {relation === 'self' ? t('chat.notesToSelf') : t('contacts.message')}
        </Button>
      )}
      {relation === 'friend' && (
        <Button
          icon={<Icon of={Star} size={18} filled={starred} />}
          aria-pressed={starred}
          aria-label={starred ? t('contacts.unstar', { name }) : t('contacts.star', { name })}
          disabled={busy}
          onClick={() => void ask(() => contacts.changeFriend(userId, { starred: !starred }))}
          data-testid="star-person"
        />
      )}
    </div>
  );
}
