import { expect, it } from 'vitest';
import { FILE_KINDS } from '@godwit/shared/rest/files';
import { typeOfKind } from './content-type.js';

const webm = Buffer.concat([Buffer.from('1a45dfa3', 'hex'), Buffer.from('....B\x82\x84webm')]);
const mp4 = Buffer.from('\0\0\0\x20ftypisom\0\0\x02\0');

it.each<[string, Buffer, (string | undefined)[]]>([
  ['WebM', webm, ['video/webm', undefined, 'audio/webm', 'video/webm', undefined]],
  ['MP4', mp4, ['video/mp4', undefined, 'audio/mp4', 'video/mp4', undefined]],
  ['Ogg', Buffer.from('OggS\0\x02'), ['audio/ogg', undefined, 'audio/ogg', undefined, undefined]],
  ['WebP', Buffer.from('RIFF\0\0\0\0WEBPVP8 '), ['image/webp', 'image/webp', undefined, undefined, 'image/webp']],
  ['WAVE', Buffer.from('RIFF\0\0\0\0WAVEfmt '), ['audio/wav', undefined, 'audio/wav', undefined, undefined]],
  [
    'HEIC, which no browser but one shows',
    Buffer.from('\0\0\0\x20ftypheic'),
    ['application/octet-stream', undefined, undefined, undefined, undefined],
  ],
  ['HTML', Buffer.from('<!doctype html>'), ['application/octet-stream', undefined, undefined, undefined, undefined]],
  ['one byte', Buffer.from('x'), ['application/octet-stream', undefined, undefined, undefined, undefined]],
  ['nothing', Buffer.alloc(0), ['application/octet-stream', undefined, undefined, undefined, undefined]],
])('[S16] %s is a file, image, voice, video, avatar of these types', (_what, head, types) => {
  expect(FILE_KINDS.map((kind) => typeOfKind(kind, head))).toEqual(types);
});
