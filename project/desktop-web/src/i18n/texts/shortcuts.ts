import { section } from './section.js';

export const shortcuts = section(
  {
    'shortcuts.title': 'Keyboard shortcuts',
    'shortcuts.switcher': 'Find a chat',
    'shortcuts.next': 'Next or previous conversation',
    'shortcuts.move': 'Move in the list',
    'shortcuts.open': 'Open what is reached',
    'shortcuts.menu': 'Menu of a conversation',
    'shortcuts.send': 'Send the message',
    'shortcuts.line': 'New line',
    'shortcuts.edit': 'Edit the last own message, in an empty field',
    'shortcuts.close': 'Close what lies on top',
    'shortcuts.sheet': 'These shortcuts',
  },
  {
    'shortcuts.title': '键盘快捷键',
    'shortcuts.switcher': '查找会话',
    'shortcuts.next': '下一个或上一个会话',
    'shortcuts.move': '在列表中移动',
    'shortcuts.open': '打开选中的会话',
    'shortcuts.menu': '会话菜单',
    'shortcuts.send': '发送消息',
    'shortcuts.line': '换行',
    'shortcuts.edit': '输入框为空时编辑上一条消息',
    'shortcuts.close': '关闭最上层',
    'shortcuts.sheet': '查看快捷键',
  },
);
