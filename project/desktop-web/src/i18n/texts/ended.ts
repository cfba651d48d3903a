import { section } from './section.js';

export const ended = section(
  {
    'ended.replaced': 'Godwit is in use elsewhere',
    'ended.replacedHint':
      'This account was opened again with the same device, so this window was disconnected. Drafts and unsent messages are kept.',
    'ended.revoked': 'This device was signed out',
    'ended.revokedHint': 'The session was ended from another device or the server. Sign in again to go on; drafts are kept.',
    'ended.expired': 'Your sign-in has expired',
    'ended.expiredHint': 'Sign in again to go on where you were; drafts are kept.',
    'ended.version': 'This page is out of date',
    'ended.versionHint': 'The server speaks a newer version. Reload to get it.',
    'ended.useHere': 'Use it here',
    'ended.signIn': 'Sign in again',
    'ended.reload': 'Reload',
  },
  {
    'ended.replaced': 'Godwit 已在别处打开',
    'ended.replacedHint': '同一设备再次登录了此账号，本窗口已断开。草稿和未发送的消息都会保留。',
    'ended.revoked': '此设备已被登出',
    'ended.revokedHint': '会话已在其他设备或服务器上结束。重新登录即可继续，草稿会保留。',
    'ended.expired': '登录已过期',
    'ended.expiredHint': '重新登录即可从原处继续，草稿会保留。',
    'ended.version': '页面版本过旧',
    'ended.versionHint': '服务器已更新，请刷新页面。',
    'ended.useHere': '在此使用',
    'ended.signIn': '重新登录',
    'ended.reload': '刷新',
  },
);
