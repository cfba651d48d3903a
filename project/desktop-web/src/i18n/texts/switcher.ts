import { section } from './section.js';

export const switcher = section(
  {
    'switcher.title': 'Find a chat',
    'switcher.placeholder': 'Name, username or pinyin',
    'switcher.hits': 'Conversations and friends',
    'switcher.friend': 'no chat yet',
    'switcher.group_one': 'Group of {{count}}',
    'switcher.group_other': 'Group of {{count}}',
    'switcher.none': 'Nobody and no group has this name.',
    'switcher.empty': 'Your conversations and friends will be here.',
  },
  {
    'switcher.title': '查找会话',
    'switcher.placeholder': '名称、用户名或拼音',
    'switcher.hits': '会话和好友',
    'switcher.friend': '尚无会话',
    'switcher.group_other': '群聊 · {{count}} 人',
    'switcher.none': '没有找到联系人或群聊。',
    'switcher.empty': '你的会话和好友会显示在这里。',
  },
);
