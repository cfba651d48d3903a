import { ChevronLeft, Images, type LucideIcon, PanelRight, UserPlus } from 'lucide-react';
import type { Conversation } from '@godwit/client/view/conversation';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLayout, useServices } from '../../state/app-services.js';
import { closeDrawer, openDrawer } from '../../state/layout-store.js';
import { Avatar } from '../common/Avatar.js';
import { Icon } from '../common/Icon.js';
import { useConversationName } from '../common/use-conversation-name.js';
import { useWide } from '../common/use-wide.js';
import { mayInvite } from '../drawer/group-permissions.js';
import styles from './ChatHeader.module.css';
import { useChatStatus } from './use-chat-status.js';

const InviteDialog = lazy(async () => ({ default: (await import('../drawer/InviteDialog.js')).InviteDialog }));

/** Whose chat this is and how they are; the name opens the drawer. */
export function ChatHeader({ conversation }: { conversation: Conversation | undefined }) {
  const { t } = useTranslation();
  return (
    <header className={styles.head}>
      <Link to="/chat" className={styles.back} aria-label={t('chat.back')} data-testid="back">
        <Icon of={ChevronLeft} />
      </Link>
      {conversation !== undefined && <About conversation={conversation} />}
    </header>
  );
}

function About({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { stores } = useServices();
  const name = useConversationName(conversation);
  const status = useChatStatus(conversation);
  const wide = useWide();
  const drawer = useLayout((state) => state.drawer);
  const toggle = (panel: 'info' | 'files') => (): void =>
    drawer === panel ? closeDrawer(stores.layout) : openDrawer(stores.layout, panel);
  return (
    <>
      <h2 className="gw-visually-hidden">{name}</h2>
      <button type="button" className={styles.about} onClick={toggle('info')} aria-expanded={drawer === 'info'} title={t('chat.info')}>
        <Avatar
          name={name}
          seed={conversation.peerId === '0' ? conversation.id : conversation.peerId}
          image={conversation.avatar}
          size={40}
        />
        <span className={styles.text}>
          <span className={styles.name} dir="auto" data-testid="chat-name">
            {name}
          </span>
          {status.text !== '' && (
            <span className={styles.sub} data-tone={status.tone} data-testid="chat-status">
              {status.text}
            </span>
          )}
        </span>
      </button>
      <AddPeople conversation={conversation} name={name} />
      {/* On a phone the name needs the room; the drawer leads there too. */}
      {wide && (
        <PanelButton of={Images} label={t('drawer.files')} pressed={drawer === 'files'} onClick={toggle('files')} testId="chat-files" />
      )}
      <PanelButton of={PanelRight} label={t('chat.info')} pressed={drawer === 'info'} onClick={toggle('info')} testId="chat-info" />
    </>
  );
}

interface PanelButtonProps {
  readonly of: LucideIcon;
  readonly label: string;
  readonly pressed: boolean;
  readonly onClick: () => void;
  readonly testId: string;
}

function PanelButton({ of, label, pressed, onClick, testId }: PanelButtonProps) {
  return (
    <button
      type="button"
      className={styles.button}
      onClick={onClick}
      aria-pressed={pressed}
      aria-label={label}
      title={label}
      data-testid={testId}
    >
      <Icon of={of} size={21} />
    </button>
  );
}

/** Into this group, or into a new one with whom one talks to. */
function AddPeople({ conversation, name }: { conversation: Conversation; name: string }) {
  const { t } = useTranslation();
  const [inviting, setInviting] = useState(false);
  const { id, type, peerId, title, removed } = conversation;
  if (type === 'direct' && title !== '')
    return (
      <Link
        to={`/contacts/new-group/${peerId}`}
        className={styles.button}
        aria-label={t('chat.newGroupWith', { name })}
        title={t('chat.newGroupWith', { name })}
        data-testid="chat-add-people"
      >
        <Icon of={UserPlus} size={21} />
      </Link>
    );
  if (type !== 'group' || removed || !mayInvite(conversation)) return null;
  return (
    <>
      <button
        type="button"
        className={styles.button}
        onClick={() => setInviting(true)}
        aria-label={t('chat.addPeople')}
        title={t('chat.addPeople')}
        data-testid="chat-add-people"
      >
        <Icon of={UserPlus} size={21} />
      </button>
      {inviting && (
        <Suspense>
          <InviteDialog groupId={id} onClose={() => setInviting(false)} />
        </Suspense>
      )}
    </>
  );
}
