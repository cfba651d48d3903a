import { section } from './section.js';

export const emoji = section(
  {
    'emoji.search': 'Search emoji',
    'emoji.loading': 'Loading emoji',
    'emoji.none': 'No emoji found',
    'emoji.failed': 'The emoji could not be loaded.',
    'emoji.retry': 'Try again',
    'emoji.recent': 'Recently used',
    'emoji.skinTone': 'Change the skin tone',
  },
  {
    'emoji.search': '搜索表情',
    'emoji.loading': '正在加载表情',
    'emoji.none': '没有找到表情',
    'emoji.failed': '表情加载失败。',
    'emoji.retry': '重试',
    'emoji.recent': '最近使用',
    'emoji.skinTone': '切换肤色',
  },
);
