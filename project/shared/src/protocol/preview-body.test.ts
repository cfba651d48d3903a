import { describe, expect, it } from 'vitest';
import { decodeMessageBody, encodeMessageBody } from './messages/message-body.js';
import { previewBody } from './preview-body.js';

const file = {
  fileId: '9',
  name: 'a.png',
  mime: 'image/png',
  size: 7,
  width: 2,
  height: 1,
  durationMs: 0,
  thumbnail: new Uint8Array(1_000),
  waveform: new Uint8Array(1_000),
  url: '',
};

describe('[F-50] what a list shows of a last message', () => {
  it('is the message when that is small, no body, or the words of the server', () => {
    const small = encodeMessageBody({ text: 'x'.repeat(900) });
    const system = { code: 'group_created', operatorId: '1', targetIds: Array.from({ length: 500 }, (_, i) => String(i + 1)), args: [] };
    const words = encodeMessageBody({ kind: 'system', system });
    const none = new Uint8Array(5_000).fill(7);
    for (const body of [small, words, none, new Uint8Array(0)]) expect(previewBody(body)).toBe(body);
  });

  it('is 200 characters of its texts, none of them cut in the middle, and its first file without small pictures', () => {
    const text = `${'x'.repeat(199)}👩 and more`.padEnd(30_000, '长');
    const replyTo = { seq: 4, senderId: '5', preview: 'said before' };
    const body = previewBody(
      encodeMessageBody({ kind: 'image', text, fallbackText: text, attachments: [file, file], replyTo, mentions: ['8'], forwarded: true }),
    );
    expect(body.length).toBeLessThan(1_024);
    expect(decodeMessageBody(body)).toMatchObject({
      kind: 'image',
      text: `${'x'.repeat(199)}👩`,
      fallbackText: `${'x'.repeat(199)}👩`,
      attachments: [{ ...file, thumbnail: new Uint8Array(0), waveform: new Uint8Array(0) }],
      replyTo: { ...replyTo, preview: '' },
      mentions: [],
      forwarded: true,
    });
  });

  it('is of a record its fallback text, of a custom kind its name', () => {
    const said = {
      senderId: '2',
      senderName: 'Gull',
      createdAt: 1,
      kind: 'text' as const,
      text: 'hi '.repeat(900),
      attachments: [],
      record: null,
    };
    const record = previewBody(encodeMessageBody({ kind: 'merged_record', record: { items: [said] }, fallbackText: 'Gull: hi' }));
    expect(decodeMessageBody(record)).toMatchObject({ kind: 'merged_record', record: null, fallbackText: 'Gull: hi' });
    const custom = previewBody(
      encodeMessageBody({ kind: 'custom', customType: 'poll', custom: new Uint8Array(3_000), fallbackText: '[poll]' }),
    );
    expect(decodeMessageBody(custom)).toMatchObject({ customType: 'poll', custom: new Uint8Array(0), fallbackText: '[poll]' });
  });
});
