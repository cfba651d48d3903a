import { section } from './section.js';

export const files = section(
  {
    'files.filter': 'Show',
    'files.label': 'Messages with files',
    'files.media': 'Media',
    'files.file': 'Files',
    'files.voice': 'Voice',
    'files.link': 'Links',
    'files.linkLabel': 'Links of messages',
    'files.noMedia': 'No pictures or videos yet',
    'files.noFile': 'No files yet',
    'files.noVoice': 'No voice messages yet',
    'files.noLink': 'No links yet',
    'files.emptyHint': 'What is sent in this chat is collected here.',
    'files.noneFound': 'None in the newest messages',
  },
  {
    'files.filter': '显示',
    'files.label': '带文件的消息',
    'files.media': '媒体',
    'files.file': '文件',
    'files.voice': '语音',
    'files.link': '链接',
    'files.linkLabel': '消息中的链接',
    'files.noMedia': '还没有图片和视频',
    'files.noFile': '还没有文件',
    'files.noVoice': '还没有语音消息',
    'files.noLink': '还没有链接',
    'files.emptyHint': '在此会话中发送的内容会显示在这里。',
    'files.noneFound': '最近的消息中没有',
  },
);
