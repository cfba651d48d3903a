import { section } from './section.js';

export const time = section(
  {
    'time.seconds': '{{seconds}} s',
    'time.minutes': '{{minutes}}:{{seconds}} min',
    'time.yesterday': 'Yesterday',
    'time.today': 'Today',
  },
  {
    'time.seconds': '{{seconds}} 秒',
    'time.minutes': '{{minutes}} 分 {{seconds}} 秒',
    'time.yesterday': '昨天',
    'time.today': '今天',
  },
);
