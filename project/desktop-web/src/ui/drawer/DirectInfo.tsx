import type { Conversation } from '@godwit/client/view/conversation';
import { Skeleton } from 'antd';
import { Avatar } from '../common/Avatar.js';
import { FailedRest } from '../common/FailedRest.js';
import { useConversationName } from '../common/use-conversation-name.js';
import { PersonActions } from '../people/PersonActions.js';
import { PersonDetails } from '../people/PersonDetails.js';
import { PersonHead } from '../people/PersonHead.js';
import { SharedGroups } from '../people/SharedGroups.js';
import { usePerson } from '../people/use-person.js';
import type { DrawerView } from './ConversationInfo.js';
import styles from './drawer.module.css';
import { FilesRow } from './FilesRow.js';
import { OwnSettings } from './OwnSettings.js';

interface DirectInfoProps {
  readonly conversation: Conversation;
  readonly onView: (view: DrawerView) => void;
}

/** A chat with one person, or with oneself. */
export function DirectInfo(props: DirectInfoProps) {
  const { conversation } = props;
  const deleted = conversation.type === 'direct' && conversation.title === '';
  if (conversation.type === 'self' || deleted) return <Alone {...props} />;
  return <WithPeer {...props} />;
}

function WithPeer({ conversation, onView }: DirectInfoProps) {
  const { peerId } = conversation;
  const person = usePerson(peerId);
  if (person.at === 'loading') return <Skeleton active avatar={{ size: 88 }} paragraph={{ rows: 3 }} />;
  return (
    <>
      {person.failure !== null && <FailedRest failure={person.failure} again={person.again} />}
      {person.at === 'done' && (
        <>
          <PersonHead user={person.value} isHere />
          <PersonDetails user={person.value} conversationId={null} />
        </>
      )}
      <FilesRow onView={onView} />
      {person.at === 'done' && <SharedGroups userId={peerId} />}
      <OwnSettings conversation={conversation} />
      {person.at === 'done' && (
        <div className={styles.card}>
          <PersonActions user={person.value} />
        </div>
      )}
    </>
  );
}

function Alone({ conversation, onView }: DirectInfoProps) {
  const name = useConversationName(conversation);
  return (
    <>
      <div className={styles.head}>
        <Avatar name={name} seed={conversation.id} size={92} />
        <p className={styles.name}>{name}</p>
      </div>
      <FilesRow onView={onView} />
      <OwnSettings conversation={conversation} />
    </>
  );
}
