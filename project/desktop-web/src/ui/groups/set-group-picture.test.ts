import { expect, it, vi } from 'vitest';
import { fakeChatClient } from '../../testing/fake-chat-client.js';
import { setGroupPicture } from './set-group-picture.js';

it('[F-56] a picture of a group is uploaded as an avatar, and then given to it', async () => {
  const client = fakeChatClient();
  const setAvatar = vi.fn(async () => undefined);
  client.groupsApi({ setAvatar });
  const picture = new Blob(['x'], { type: 'image/webp' });
  await setGroupPicture(client, '9', picture);
  expect(client.upload).toHaveBeenCalledExactlyOnceWith(picture, { kind: 'avatar', name: 'picture.webp' });
  expect(setAvatar).toHaveBeenCalledExactlyOnceWith('9', '900');
});
