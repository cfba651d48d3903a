import { section } from './section.js';

export const viewer = section(
  {
    'viewer.label': 'Picture',
    'viewer.zoomIn': 'Zoom in',
    'viewer.zoomOut': 'Zoom out',
    'viewer.rotateLeft': 'Rotate left',
    'viewer.rotateRight': 'Rotate right',
    'viewer.download': 'Download',
    'viewer.goTo': 'Go to the message',
  },
  {
    'viewer.label': '图片',
    'viewer.zoomIn': '放大',
    'viewer.zoomOut': '缩小',
    'viewer.rotateLeft': '向左旋转',
    'viewer.rotateRight': '向右旋转',
    'viewer.download': '下载',
    'viewer.goTo': '前往消息',
  },
);
