import { section } from './section.js';

export const app = section(
  {
    'app.tagline': 'Messages that arrive.',
    'app.loading': 'Loading',
    'app.panelBroken': 'This part stopped working.',
    'app.panelBrokenHint': 'The rest of Godwit goes on; nothing you sent is lost.',
    'app.tryAgain': 'Try again',
    'app.offlineKept': 'No connection. This is what this device kept; changes need a connection.',
    'app.memoryOnly': 'This browser does not let Godwit keep data. Everything works, but nothing is kept after a reload.',
    'app.memoryHelp': 'What helps',
    'app.notFound': 'There is nothing at this address.',
    'app.toMessages': 'Go to messages',
  },
  {
    'app.tagline': '每一条消息，都会抵达。',
    'app.loading': '加载中',
    'app.panelBroken': '这个部分出了问题。',
    'app.panelBrokenHint': '其余部分照常工作，已发送的消息不会丢失。',
    'app.tryAgain': '重试',
    'app.offlineKept': '没有连接。当前显示的是本机保存的内容，修改需要联网。',
    'app.memoryOnly': '浏览器不允许保存数据。功能都可使用，但刷新后不会保留内容。',
    'app.memoryHelp': '如何解决',
    'app.notFound': '这个地址没有内容。',
    'app.toMessages': '前往消息',
  },
);
