import type { Id } from '@godwit/shared/ids/id';
import type { GroupInfo } from '@godwit/shared/rest/groups';
import { Button, Input, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConversations, useServices } from '../../state/app-services.js';
import { conversationById } from '../../state/conversation-store.js';
import type { Failure } from '../../state/failure.js';
import { Avatar } from '../common/Avatar.js';
import { FailedRest } from '../common/FailedRest.js';
import { FailureNote } from '../common/FailureNote.js';
import { useOpenChat } from '../people/use-answer.js';
import { useRest } from '../people/use-rest.js';
import styles from './JoinCard.module.css';

interface JoinCardProps {
  /** null: the link does not say. */
  readonly groupId: Id | null;
  /** Of an invite link; it lets in whatever the group's mode is. */
  readonly code: string | null;
}

/** A group as somebody outside sees it, and the way in: join, apply, or open it when one is in already. */
export function JoinCard({ groupId, code }: JoinCardProps) {
  const { client } = useServices();
  const member = useConversations((state) => (groupId === null ? undefined : conversationById(state, groupId)));
  const info = useRest(['group-info', groupId, member?.removed === false], async () =>
    groupId === null ? null : client.api.groups.info(groupId),
  );
  if (info.at === 'loading') return <Skeleton active avatar paragraph={{ rows: 1 }} />;
  // Only who could join without the link may see the group: with the link it is joined unseen.
  const isHidden = info.at === 'failed' && info.failure.at === 'refused' && code !== null;
  if (info.at === 'failed' && !isHidden) return <NotFound failure={info.failure} again={info.again} />;
  return <Card group={info.at === 'done' ? info.value : null} code={code} />;
}

/** Who was in a group that is joined by invitation only is told that he is not; to him it is as closed as to others. */
const CLOSED: ReadonlySet<string | null> = new Set(['CONVERSATION_NOT_FOUND', 'NOT_A_MEMBER']);

function NotFound({ failure, again }: { failure: Failure; again: () => void }) {
  const { t } = useTranslation();
  if (failure.at !== 'refused' || !CLOSED.has(failure.error)) return <FailedRest failure={failure} again={again} />;
  return (
    <p className={styles.hint} data-testid="group-not-found">
      {t('group.notFound')}
    </p>
  );
}

function Card({ group, code }: { group: GroupInfo | null; code: string | null }) {
  const { t } = useTranslation();
  const modes = { free: t('group.mode.free'), approval: t('group.mode.approval'), invite: t('group.mode.invite') };
  return (
    <div className={styles.card} data-testid="join-card">
      {group === null ? (
        <p className={styles.title}>{t('group.invited')}</p>
      ) : (
        <div className={styles.head}>
          <Avatar name={group.title} seed={group.conversationId} image={group.avatar} size={56} />
          <div className={styles.text}>
            <p className={styles.title} dir="auto">
              {group.title}
            </p>
            <p className={styles.hint}>
              {t('group.members', { count: group.memberCount })} · {modes[group.joinMode]}
            </p>
          </div>
        </div>
      )}
      <WayIn group={group} code={code} />
    </div>
  );
}

function WayIn({ group, code }: { group: GroupInfo | null; code: string | null }) {
  const { t } = useTranslation();
  const { client, contacts } = useServices();
  const openChat = useOpenChat();
  const [message, setMessage] = useState('');
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  if (group !== null && group.membership !== null)
    return (
      <>
        <p className={styles.hint}>{t('group.alreadyIn')}</p>
        <Button type="primary" onClick={() => openChat(group.conversationId)} data-testid="open-group">
          {t('add.openChat')}
        </Button>
      </>
    );
  if (asked)
    return (
      <p className={styles.hint} role="status" data-testid="application-sent">
        {t('group.applied')}
      </p>
    );

  const enter = async (): Promise<Id | null> => {
    if (code !== null) return (await client.api.groups.joinByLink(code)).conversationId;
    const { status } = await client.api.groups.join(group!.conversationId, message.trim());
    return status === 'joined' ? group!.conversationId : null;
  };
  const join = async (): Promise<void> => {
    setBusy(true);
    const answer = await contacts.attempt(enter);
    setBusy(false);
    setFailure(answer.at === 'failed' ? answer.failure : null);
    if (answer.at === 'failed') setAsked(answer.failure.at === 'refused' && answer.failure.error === 'APPLICATION_PENDING');
    else if (answer.value === null) setAsked(true);
    else openChat(answer.value);
  };
  const applies = code === null && group?.joinMode === 'approval';
  return (
    <>
      {applies && (
        <Input
          value={message}
          onChange={(event) => setMessage(event.target.value)}
          maxLength={200}
          placeholder={t('group.applyMessage')}
          aria-label={t('group.applyMessage')}
          data-testid="apply-message"
        />
      )}
      {failure !== null && <FailureNote failure={failure} />}
      <Button type="primary" loading={busy} onClick={() => void join()} data-testid="join-group">
        {applies ? t('group.apply') : t('group.join')}
      </Button>
    </>
  );
}
