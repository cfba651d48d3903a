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
    'rail.requests_one': '{{count}} request to answer',
    'rail.requests_other': '{{count}} requests to answer',
    'rail.listWidth': 'Width of the list',
    'rail.skip': 'Skip to the conversation',
    'rail.moreMessages_one': '{{count}} more message.',
    'rail.moreMessages_other': '{{count}} more messages.',
    'rail.signOut': 'Sign out',
  },
  {
    'rail.label': '主导航',
    'rail.messages': '消息',
    'rail.contacts': '通讯录',
    'rail.settings': '设置',
    'rail.account': '{{name}} 的账号',
    'rail.unread_other': '{{count}} 条未读消息',
    'rail.requests_other': '{{count}} 个待处理申请',
    'rail.listWidth': '列表宽度',
    'rail.skip': '跳到会话',
    'rail.moreMessages_other': '另有 {{count}} 条消息。',
    'rail.signOut': '退出登录',
  },
);
