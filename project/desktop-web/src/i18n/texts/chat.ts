import { section } from './section.js';

export const chat = section(
  {
    'chat.back': 'Back to the list',
    'chat.none': 'Choose a conversation',
    'chat.missing': 'This conversation is not here',
    'chat.missingHint': 'The link may belong to another account, or the conversation has not been synced yet.',
    'chat.notesToSelf': 'Notes to self',
    'chat.unknownName': 'Unknown',
    'chat.deletedAccount': 'Deleted account',
  },
  {
    'chat.back': '返回列表',
    'chat.none': '选择一个会话',
    'chat.missing': '这里没有这个会话',
    'chat.missingHint': '链接可能属于其他账号，或者会话尚未同步。',
    'chat.notesToSelf': '给自己的笔记',
    'chat.unknownName': '未知用户',
    'chat.deletedAccount': '已注销用户',
  },
);
