import { section } from './section.js';

export const state = section(
  {
    'state.sending': 'Sending',
    'state.sent': 'Sent',
    'state.delivered': 'Delivered',
    'state.read': 'Read',
    'state.readBy': '{{count}} read',
    'state.failed': 'Not sent',
    'state.resend': 'Send again',
    'state.discard': 'Delete',
  },
  {
    'state.sending': '发送中',
    'state.sent': '已发送',
    'state.delivered': '已送达',
    'state.read': '已读',
    'state.readBy': '{{count}} 人已读',
    'state.failed': '未发送',
    'state.resend': '重新发送',
    'state.discard': '删除',
  },
);
