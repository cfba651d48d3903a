import type { Conversation } from '@godwit/client/view/conversation';
import { Avatar } from '../common/Avatar.js';

/** The picture of a group. */
export function GroupPicture({ conversation: { id, title, avatar } }: { conversation: Conversation; changes: boolean }) {
  return <Avatar name={title} seed={id} image={avatar} size={92} />;
}
