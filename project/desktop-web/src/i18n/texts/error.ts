import { section } from './section.js';

export const error = section(
  {
    'error.unreachable': 'The server cannot be reached.',
    'error.unreachableHint': 'Check your connection and try again.',
    'error.offline': 'This device is offline.',
    'error.offlineHint': 'Connect to a network and try again.',
    'error.rateLimited': 'Too many attempts.',
    'error.lockedHint': 'Signing in to this account is paused to protect it.',
    'error.retryIn': 'Try again in {{time}}.',
    'error.retryNow': 'You can try again now.',
    'error.wrongCredentialsHint': 'Check capital letters and the keyboard layout.',
    'error.unknown': 'Something went wrong.',
  },
  {
    'error.unreachable': '无法连接服务器。',
    'error.unreachableHint': '请检查网络连接后重试。',
    'error.offline': '当前设备已离线。',
    'error.offlineHint': '请连接网络后重试。',
    'error.rateLimited': '尝试次数过多。',
    'error.lockedHint': '为保护账号，暂停登录。',
    'error.retryIn': '请在 {{time}} 后重试。',
    'error.retryNow': '现在可以重试了。',
    'error.wrongCredentialsHint': '请检查大小写和键盘布局。',
    'error.unknown': '出了点问题。',
  },
);
