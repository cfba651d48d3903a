import { Input } from 'antd';
import { Check, Search } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import { useContacts, useConversations, useServices } from '../../state/app-services.js';
import { isBlocked } from '../../state/contact-store.js';
import { Avatar } from '../common/Avatar.js';
import { Icon } from '../common/Icon.js';
import { useConversationNames } from '../common/use-conversation-name.js';
import { useNow } from '../common/use-now.js';
import styles from './ForwardDialog.module.css';
import { targetsFor, type Target } from './targets.js';

const MINUTE_MS = 60_000;

interface TargetListProps {
  readonly chosen: readonly Target[];
  readonly onToggle: (target: Target) => void;
}

/** Recent conversations; with a search friends too. ↑ ↓ move, Enter chooses, the field keeps the focus. */
export function TargetList({ chosen, onToggle }: TargetListProps) {
  const { t } = useTranslation();
  const id = useId();
  // The row that ↑ ↓ have reached; another search begins at its first.
  const [{ query, cursor }, setSearch] = useState({ query: '', cursor: 0 });
  const virtuoso = useRef<VirtuosoHandle>(null);
  const targets = useTargetsFor(query);
  const searched = query.trim() !== '';
  const optionId = (at: number): string => `${id}-${at}`;

  const move = (to: number): void => {
    const next = Math.min(targets.length - 1, Math.max(0, to));
    setSearch({ query, cursor: next });
    virtuoso.current?.scrollIntoView({ index: next });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const target = targets[cursor];
    if (event.key === 'ArrowDown') move(cursor + 1);
    else if (event.key === 'ArrowUp') move(cursor - 1);
    else if (event.key === 'Enter' && target !== undefined) onToggle(target);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <SearchField
        query={query}
        listId={`${id}-list`}
        currentId={targets.length > 0 ? optionId(cursor) : undefined}
        onSearch={(text) => setSearch({ query: text, cursor: 0 })}
        onKeyDown={onKeyDown}
      />
      <div className={styles.list}>
        {targets.length === 0 ? (
          <Nothing searched={searched} />
        ) : (
          <Virtuoso
            ref={virtuoso}
            id={`${id}-list`}
            role="listbox"
            aria-multiselectable
            aria-label={searched ? t('forward.found') : t('forward.recent')}
            tabIndex={-1}
            data={targets}
            computeItemKey={(_, { key }) => key}
            itemContent={(at, target) => (
              <TargetRow
                id={optionId(at)}
                target={target}
                chosen={chosen.some(({ key }) => key === target.key)}
                current={at === cursor}
                onToggle={onToggle}
              />
            )}
          />
        )}
      </div>
    </>
  );
}

function useTargetsFor(query: string): readonly Target[] {
  const { t } = useTranslation();
  const { client } = useServices();
  const conversations = useConversations((state) => state.list);
  const lists = useContacts((state) => state.lists);
  const now = useNow(MINUTE_MS);
  const nameOf = useConversationNames();
  return targetsFor(query, {
    conversations,
    friends: lists?.friends ?? [],
    isBlocked: (userId) => isBlocked({ lists }, userId),
    now,
    nameOf,
    self: { userId: client.userId, name: t('chat.notesToSelf') },
  });
}

interface SearchFieldProps {
  readonly query: string;
  readonly listId: string;
  readonly currentId: string | undefined;
  readonly onSearch: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function SearchField({ query, listId, currentId, onSearch, onKeyDown }: SearchFieldProps) {
  const { t } = useTranslation();
  return (
    <Input
      autoFocus
      allowClear
      prefix={<Icon of={Search} size={16} />}
      value={query}
      onChange={(event) => onSearch(event.target.value)}
      onKeyDown={onKeyDown}
      placeholder={t('forward.search')}
      aria-label={t('forward.search')}
      role="combobox"
      aria-expanded
      aria-controls={listId}
      aria-activedescendant={currentId}
      data-testid="forward-search"
    />
  );
}

function Nothing({ searched }: { searched: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={styles.nothing} role="status">
      <p>{searched ? t('forward.none') : t('forward.empty')}</p>
      {searched && <p className={styles.more}>{t('forward.noneHint')}</p>}
    </div>
  );
}

interface TargetRowProps {
  readonly id: string;
  readonly target: Target;
  readonly chosen: boolean;
  /** ↑ ↓ have reached it. */
  readonly current: boolean;
  readonly onToggle: (target: Target) => void;
}

function TargetRow({ id, target, chosen, current, onToggle }: TargetRowProps) {
  const { name, userId, conversationId, avatar } = target;
  return (
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      className={styles.target}
      data-current={current}
      // The search keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onToggle(target)}
      data-testid="forward-target"
      data-name={name}
    >
      <Avatar name={name} seed={userId === '0' ? (conversationId ?? '') : userId} image={avatar} size={36} />
      <span className={styles.name} dir="auto">
        {name}
      </span>
      <span className={styles.mark}>{chosen && <Icon of={Check} size={14} />}</span>
    </div>
  );
}
