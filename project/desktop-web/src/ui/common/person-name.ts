import type { Friend } from '@godwit/shared/rest/friends';
import type { KnownName } from '../../state/people-store.js';

interface Named {
  /** What was learnt of him in a group. */
  readonly known: KnownName | undefined;
  readonly friend: Friend | undefined;
  /** Of the conversation with him alone, or ''. */
  readonly title?: string;
}

/** The name in the group, the remark for a friend, the own name; '' = none of them is known. */
export const personName = ({ known, friend, title = '' }: Named): string =>
  known?.inGroup || friend?.remark || title || friend?.nickname || friend?.username || known?.own || '';
