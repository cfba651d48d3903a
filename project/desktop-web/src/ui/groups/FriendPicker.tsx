import { Check, Search } from 'lucide-react';
import type { Id } from '@godwit/shared/ids/id';
import type { Friend } from '@godwit/shared/rest/friends';
import { shownName } from '@godwit/shared/rest/friend-order';
import { Input, Tag } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtuoso } from 'react-virtuoso';
import { Avatar } from '../common/Avatar.js';
import { Icon } from '../common/Icon.js';
import { findFriends } from '../contacts/find-contacts.js';
import { WithContacts } from '../contacts/WithContacts.js';
import styles from './FriendPicker.module.css';

interface FriendPickerProps {
  readonly chosen: readonly Id[];
  readonly onChange: (chosen: readonly Id[]) => void;
  readonly max: number;
  /** Who is in the group already, and cannot be chosen. */
  readonly inside?: ReadonlySet<Id>;
}

const NOBODY: ReadonlySet<Id> = new Set();

/** Chooses among friends by name, pinyin or initials. */
export const FriendPicker = (props: FriendPickerProps) => (
  <WithContacts>{({ friends }) => <Picker {...props} friends={friends} />}</WithContacts>
);

function Picker({ chosen, onChange, max, friends, inside = NOBODY }: FriendPickerProps & { readonly friends: readonly Friend[] }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const shown = useMemo(() => findFriends(friends, typed), [friends, typed]);
  const selected = useMemo(() => new Set(chosen), [chosen]);
  const toggle = (id: Id): void => {
    if (selected.has(id)) onChange(chosen.filter((one) => one !== id));
    else if (chosen.length < max) onChange([...chosen, id]);
  };
  return (
    <div className={styles.picker}>
      <Chosen friends={friends} chosen={chosen} onRemove={toggle} />
      <Input
        allowClear
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        prefix={<Icon of={Search} size={17} />}
        placeholder={t('group.findFriend')}
        aria-label={t('group.findFriend')}
        maxLength={64}
        data-testid="friend-picker-search"
      />
      {shown.length === 0 ? (
        <p className={styles.none}>{friends.length === 0 ? t('contacts.noFriends') : t('contacts.noMatch', { typed })}</p>
      ) : (
        <div className={styles.rows}>
          <Virtuoso
            role="group"
            aria-label={t('contacts.friends')}
            data={shown}
            computeItemKey={(_, friend) => friend.friendId}
            itemContent={(_, friend) => (
              <Choice friend={friend} isChosen={selected.has(friend.friendId)} isInside={inside.has(friend.friendId)} onToggle={toggle} />
            )}
          />
        </div>
      )}
    </div>
  );
}

function Chosen({ friends, chosen, onRemove }: { friends: readonly Friend[]; chosen: readonly Id[]; onRemove: (id: Id) => void }) {
  const names = useMemo(() => new Map(friends.map((friend) => [friend.friendId, shownName(friend)])), [friends]);
  if (chosen.length === 0) return null;
  return (
    <div className={styles.chosen} data-testid="chosen-friends">
      {chosen.map((id) => (
        <Tag key={id} closable onClose={() => onRemove(id)}>
          {names.get(id) ?? id}
        </Tag>
      ))}
    </div>
  );
}

interface ChoiceProps {
  readonly friend: Friend;
  readonly isChosen: boolean;
  readonly isInside: boolean;
  readonly onToggle: (id: Id) => void;
}

function Choice({ friend, isChosen, isInside, onToggle }: ChoiceProps) {
  const { t } = useTranslation();
  const name = shownName(friend);
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={isChosen}
      disabled={isInside}
      className={styles.choice}
      onClick={() => onToggle(friend.friendId)}
      data-testid="friend-choice"
      data-user-id={friend.friendId}
    >
      <Avatar name={name} seed={friend.friendId} image={friend.avatar} size={38} />
      <span className={styles.name} dir="auto">
        {name}
      </span>
      {isInside ? (
        <span className={styles.inside}>{t('group.inside')}</span>
      ) : (
        <span className={styles.mark}>{isChosen && <Icon of={Check} size={15} />}</span>
      )}
    </button>
  );
}
