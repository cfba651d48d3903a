import { section } from './section.js';

export const add = section(
  {
    'add.username': 'Exact username',
    'add.search': 'Search',
    'add.hint': 'Ask your friend for their username; it must match exactly.',
    'add.nobody': 'Nobody has the username “{{username}}”.',
    'add.greeting': 'Greeting',
    'add.greetingPlaceholder': 'Hi, it’s {{name}}',
    'add.send': 'Send request',
    'add.self': 'This is you.',
    'add.friend': 'You are friends already.',
    'add.requestSent': 'Request sent. You will see it here when {{name}} answers.',
    'add.requestReceived': '{{name}} has already asked you. Accept to start chatting.',
    'add.openChat': 'Open chat',
    'add.nowFriends': 'You are now friends.',
  },
  {
    'add.username': '完整用户名',
    'add.search': '查找',
    'add.hint': '向好友询问用户名，需要完全一致。',
    'add.nobody': '没有用户名为“{{username}}”的用户。',
    'add.greeting': '验证消息',
    'add.greetingPlaceholder': '你好，我是 {{name}}',
    'add.send': '发送申请',
    'add.self': '这是你自己。',
    'add.friend': '你们已经是好友。',
    'add.requestSent': '申请已发送，{{name}} 回复后你会在这里看到。',
    'add.requestReceived': '{{name}} 已向你发出申请，同意后即可聊天。',
    'add.openChat': '打开聊天',
    'add.nowFriends': '你们已成为好友。',
  },
);
