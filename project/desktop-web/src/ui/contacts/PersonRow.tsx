import type { ReactNode } from 'react';
import { UserAvatar } from '../people/UserName.js';
import styles from './PersonRow.module.css';

interface Person {
  readonly userId: string;
  readonly username: string;
  readonly nickname: string;
  readonly avatar: string;
}

interface PersonRowProps {
  readonly person: Person;
  /** Remark, where there is one. */
  readonly name?: string;
  /** Second line instead of the username. */
  readonly note?: string;
  /** Shown when the pointer rests on it. */
  readonly title?: string;
  readonly children?: ReactNode;
  readonly testId: string;
}

/** A person in a list of the right side; the avatar opens the profile card. */
export function PersonRow({ person, name, note, title, children, testId }: PersonRowProps) {
  const shown = name || person.nickname || person.username;
  return (
    <div className={styles.row} data-testid={testId} data-user-id={person.userId} data-username={person.username} title={title}>
      <UserAvatar userId={person.userId} name={shown} image={person.avatar} size={44} />
      <div className={styles.text}>
        <p className={styles.name} dir="auto">
          {shown} <span className={styles.username}>@{person.username}</span>
        </p>
        {note !== undefined && note !== '' && (
          <p className={styles.note} dir="auto">
            {note}
          </p>
        )}
      </div>
      <div className={styles.actions}>{children}</div>
    </div>
  );
}
