import { section } from './section.js';

export const composer = section(
  {
    'composer.placeholder': 'Write a message',
    'composer.send': 'Send',
    'composer.counter': '{{count}} / {{max}}',
    'composer.tooLong': 'The message is too long. Shorten it or send it in parts.',
    'composer.notFriends': 'You can no longer write here: you are not friends.',
    'composer.stopped': 'You are signed out. Sign in to write.',
    'composer.notSaved': 'The message could not be saved on this device, so it was not sent. Your text is still here.',
  },
  {
    'composer.placeholder': '输入消息',
    'composer.send': '发送',
    'composer.counter': '{{count}} / {{max}}',
    'composer.tooLong': '消息过长，请缩短或分条发送。',
    'composer.notFriends': '你们已不是好友，无法在此发送消息。',
    'composer.stopped': '你已退出登录，登录后才能发送。',
    'composer.notSaved': '消息无法保存到此设备，因此没有发送。输入的内容仍在。',
  },
);
