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
    'viewer.olderLoading': 'Looking for older ones',
    'viewer.olderNone': 'None in the messages just before.',
    'viewer.olderFailed': 'Older ones could not be loaded.',
    'viewer.lookFurther': 'Look further back',
  },
  {
    'viewer.label': '图片',
    'viewer.zoomIn': '放大',
    'viewer.zoomOut': '缩小',
    'viewer.rotateLeft': '向左旋转',
    'viewer.rotateRight': '向右旋转',
    'viewer.download': '下载',
    'viewer.goTo': '前往消息',
    'viewer.olderLoading': '正在查找更早的内容',
    'viewer.olderNone': '之前的消息中没有图片和视频。',
    'viewer.olderFailed': '无法加载更早的内容。',
    'viewer.lookFurther': '继续往前找',
  },
);
