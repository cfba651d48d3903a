import { section } from './section.js';

export const list = section(
  {
    'list.label': 'Conversations',
    'list.title': 'Messages',
    'list.empty': 'No conversations yet',
    'list.emptyHint': 'Add a friend by username; when they accept, your chat appears here.',
    'list.addFriend': 'Add a friend',
    'list.draft': 'Draft',
    'list.own': 'You: {{text}}',
    'list.sending': 'Sending',
    'list.failed': 'Not sent',
    'list.noMessages': 'No messages yet',
    'list.unread_one': '{{count}} unread',
    'list.unread_other': '{{count}} unread',
  },
  {
    'list.label': '会话列表',
    'list.title': '消息',
    'list.empty': '还没有会话',
    'list.emptyHint': '用用户名添加好友，对方同意后会话就会出现在这里。',
    'list.addFriend': '添加好友',
    'list.draft': '草稿',
    'list.own': '我：{{text}}',
    'list.sending': '发送中',
    'list.failed': '未发送',
    'list.noMessages': '还没有消息',
    'list.unread_other': '{{count}} 条未读',
  },
);
