import { section } from './section.js';

export const notifications = section(
  {
    'notice.label': 'Notifications',
    'notice.offer': 'Be told of new messages while you are elsewhere?',
    'notice.turnOn': 'Turn on',
    'notice.notNow': 'Not now',
    'notice.denied': 'The browser blocks notifications of this site. They can be allowed next to the address.',
    'notice.messages_one': 'New message',
    'notice.messages_other': '{{count}} new messages',
    'notice.chats_one': 'In {{count}} conversation',
    'notice.chats_other': 'In {{count}} conversations',
  },
  {
    'notice.label': '通知',
    'notice.offer': '离开页面时接收新消息通知？',
    'notice.turnOn': '开启',
    'notice.notNow': '暂不',
    'notice.denied': '浏览器阻止了本站的通知，可在地址栏旁的网站设置中允许。',
    'notice.messages_other': '{{count}} 条新消息',
    'notice.chats_other': '来自 {{count}} 个会话',
  },
);
