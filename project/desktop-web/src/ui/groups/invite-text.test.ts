import { describe, expect, it } from 'vitest';
import { inviteUrl, parseInvite } from './invite-text.js';

const CODE = 'abcdefghijklmnopqrstu-';

describe('[U-16] what somebody pastes to join a group', () => {
  it('is a link as this client makes it', () => {
    expect(parseInvite(` ${inviteUrl('https://chat.example', CODE, '77')} `)).toEqual({ at: 'code', code: CODE, groupId: '77' });
  });

  it.each([
    [CODE, { at: 'code', code: CODE, groupId: null }],
    ['9223372036854775807', { at: 'group', groupId: '9223372036854775807' }],
    [`https://chat.example/join/${CODE}/`, { at: 'code', code: CODE, groupId: null }],
    [`https://chat.example/join/${CODE}?group=../x`, { at: 'code', code: CODE, groupId: null }],
    ['https://chat.example/join/short', null],
    ['https://chat.example/chat/77', null],
    ['012', null],
    ['hello', null],
  ])('%s', (text, invite) => {
    expect(parseInvite(text)).toEqual(invite);
  });
});
