import { section } from './section.js';

export const rail = section(
  {
    'rail.label': 'Main',
    'rail.messages': 'Messages',
    'rail.contacts': 'Contacts',
    'rail.settings': 'Settings',
    'rail.account': 'Account of {{name}}',
    'rail.unread_one': '{{count}} unread message',
    'rail.unread_other': '{{count}} unread messages',
    'rail.requests_one': '{{count}} friend request',
    'rail.requests_other': '{{count}} friend requests',
    'rail.signOut': 'Sign out',
  },
  {
    'rail.label': '主导航',
    'rail.messages': '消息',
    'rail.contacts': '通讯录',
    'rail.settings': '设置',
    'rail.account': '{{name}} 的账号',
    'rail.unread_other': '{{count}} 条未读消息',
    'rail.requests_other': '{{count}} 个好友申请',
    'rail.signOut': '退出登录',
  },
);
