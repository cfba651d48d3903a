import { section } from './section.js';

export const update = section(
  {
    'update.ready': 'A new version is ready.',
    'update.hint': 'It takes a moment; drafts are kept.',
    'update.now': 'Reload',
    'update.later': 'Later',
  },
  {
    'update.ready': '新版本已就绪。',
    'update.hint': '只需片刻，草稿会保留。',
    'update.now': '刷新',
    'update.later': '稍后',
  },
);
