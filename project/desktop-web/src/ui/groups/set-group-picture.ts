import type { Id } from '@godwit/shared/ids/id';
import type { ChatClient } from '../../state/chat-client.js';

/** Uploads a picture and gives it to a group. Rejects with ApiError. */
export async function setGroupPicture(client: ChatClient, groupId: Id, picture: Blob): Promise<void> {
  const { fileId } = await client.upload(picture, { kind: 'avatar', name: 'picture.webp' });
  await client.api.groups.setAvatar(groupId, fileId);
}
