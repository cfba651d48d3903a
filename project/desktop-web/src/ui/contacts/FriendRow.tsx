import type { Friend } from '@godwit/shared/rest/friends';
import { shownName } from '@godwit/shared/rest/friend-order';
import { NavLink } from 'react-router';
import { usePresenceState } from '../../state/app-services.js';
import { isOnline } from '../../state/presence-store.js';
import { Avatar } from '../common/Avatar.js';
import { usePresenceText } from '../people/use-presence-text.js';
import styles from './side-rows.module.css';

/** A friend, online or not; opens the profile beside the list. */
export function FriendRow({ friend, testId = 'friend' }: { friend: Friend; testId?: string }) {
  const { friendId, username, avatar, signature } = friend;
  const presence = usePresenceText(friendId);
  const online = usePresenceState((state) => isOnline(state, friendId));
  const name = shownName(friend);
  return (
    <NavLink
      to={`/contacts/person/${friendId}`}
      className={styles.row ?? ''}
      data-testid={testId}
      data-user-id={friendId}
      data-username={username}
    >
      <span className={styles.picture} data-online={online}>
        <Avatar name={name} seed={friendId} image={avatar} size={42} />
      </span>
      <span className={styles.text}>
        <span className={styles.name} dir="auto">
          {name}
        </span>
        <span className={styles.note} dir="auto">
          {presence || signature || `@${username}`}
        </span>
      </span>
    </NavLink>
  );
}
