import { section } from './section.js';

export const voice = section(
  {
    'voice.record': 'Record a voice message',
    'voice.recording': 'Voice message being recorded',
    'voice.discard': 'Throw the recording away',
    'voice.send': 'Send the recording',
    'voice.full': 'A voice message has at most 60 seconds. Send it or throw it away.',
    'voice.tooShort': 'The recording was too short and was not sent.',
    'voice.denied': 'The microphone is blocked for this site. Allow it in the settings of the browser, beside the address.',
    'voice.noMicrophone': 'No microphone was found.',
    'voice.failed': 'The microphone could not be used. Another program may be using it.',
  },
  {
    'voice.record': '录制语音消息',
    'voice.recording': '正在录制语音',
    'voice.discard': '丢弃录音',
    'voice.send': '发送录音',
    'voice.full': '语音消息最长 60 秒，请发送或丢弃。',
    'voice.tooShort': '录音时间太短，未发送。',
    'voice.denied': '浏览器禁止此网站使用麦克风，请在地址栏旁的网站设置中允许。',
    'voice.noMicrophone': '没有找到麦克风。',
    'voice.failed': '无法使用麦克风，可能正被其他程序占用。',
  },
);
