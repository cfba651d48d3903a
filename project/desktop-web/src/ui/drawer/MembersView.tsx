import { Search } from 'lucide-react';
import type { Conversation } from '@godwit/client/view/conversation';
import type { GroupMember } from '@godwit/shared/rest/groups';
import { Button, Input } from 'antd';
import { useDeferredValue, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtuoso } from 'react-virtuoso';
import { useServices } from '../../state/app-services.js';
import { ConversationSkeleton } from '../conversation-list/ConversationSkeleton.js';
import { FailureNote } from '../common/FailureNote.js';
import { Icon } from '../common/Icon.js';
import { useConfirm } from '../people/use-confirm.js';
import styles from './MembersView.module.css';
import { MemberRow } from './MemberRow.js';
import { useMembers } from './use-members.js';

/** Typing is over when nothing came for so long. */
const SETTLED_MS = 250;

interface MembersViewProps {
  readonly conversation: Conversation;
  /** Chooses who gets the group instead: after it was handed over. */
  readonly onChosen?: () => void;
}

/** Who is in a group: a search by the beginning of a name, and as much of the list as is scrolled through. */
export function MembersView({ conversation, onChosen }: MembersViewProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const name = useSettled(typed.trim());
  const { members, loading, loadingMore, failure, cut, more, again } = useMembers(conversation.id, name);
  const handOver = useHandOver(conversation, onChosen);
  const last = failure !== null ? 'failed' : cut ? 'cut' : loadingMore ? 'loading' : 'end';
  return (
    <div className={styles.view} data-testid="members">
      {onChosen !== undefined && <p className={styles.hint}>{t('drawer.transferHint')}</p>}
      <Input
        allowClear
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        prefix={<Icon of={Search} size={17} />}
        placeholder={t('drawer.findMember')}
        aria-label={t('drawer.findMember')}
        maxLength={64}
        data-testid="find-member"
      />
      {loading && <ConversationSkeleton />}
      {members.length === 0 && !loading && failure === null && <p className={styles.hint}>{t('drawer.noMember', { name })}</p>}
      {members.length === 0 && failure !== null && (
        <>
          <FailureNote failure={failure} />
          <Button onClick={again}>{t('app.tryAgain')}</Button>
        </>
      )}
      {members.length > 0 && (
        <Virtuoso
          className={styles.rows ?? ''}
          data={members}
          computeItemKey={(_, member) => member.userId}
          endReached={more}
          increaseViewportBy={300}
          context={{ last, again }}
          components={COMPONENTS}
          itemContent={(_, member) => (
            <MemberRow
              conversation={conversation}
              member={member}
              {...(onChosen === undefined || member.role === 'owner' ? {} : { onChoose: handOver })}
            />
          )}
        />
      )}
    </div>
  );
}

interface ListEnd {
  readonly last: 'failed' | 'cut' | 'loading' | 'end';
  readonly again: () => void;
}

const COMPONENTS = { Footer: ({ context }: { context: ListEnd }) => <Foot {...context} /> };

function Foot({ last, again }: ListEnd) {
  const { t } = useTranslation();
  if (last === 'failed')
    return (
      <Button size="small" onClick={again}>
        {t('app.tryAgain')}
      </Button>
    );
  if (last === 'cut') return <p className={styles.hint}>{t('drawer.membersCut')}</p>;
  return last === 'loading' ? <p className={styles.hint}>{t('app.loading')}</p> : null;
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return useDeferredValue(settled);
}

function useHandOver({ id }: Conversation, onDone: (() => void) | undefined): (member: GroupMember, name: string) => void {
  const { t } = useTranslation();
  const { client, contacts } = useServices();
  const confirm = useConfirm();
  return ({ userId }, name) =>
    confirm({
      title: t('drawer.transferConfirm', { name }),
      content: t('drawer.transferContent'),
      ok: t('drawer.transfer'),
      call: () => contacts.attempt(() => client.api.groups.transfer(id, userId)),
      done: () => onDone?.(),
    });
}
