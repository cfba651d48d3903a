import { describe, expect, it } from 'vitest';
import { body, entry } from '../../testing/samples.js';
import { editedContent, mentionsIn, quoteOf } from './message-content.js';
import { mentionQuery } from './mention-query.js';

describe('[F-38] who is mentioned', () => {
  const picks = [
    { userId: '1', name: 'Ann' },
    { userId: '2', name: 'Anna' },
    { userId: 'all', name: '所有人' },
  ];
  it('only those whose name still stands in the text', () => expect(mentionsIn('hello @Ann', picks)).toEqual({ mentions: ['1'] }));
  it('a longer name is not a shorter one', () => expect(mentionsIn('@Anna', picks)).toEqual({ mentions: ['2'] }));
  it('everybody is no id', () => expect(mentionsIn('@所有人 @Ann', picks)).toEqual({ mentions: ['1'], mentionAll: true }));
  it('a text without an @ mentions nobody', () => expect(mentionsIn('Anna', picks)).toEqual({}));
  it('of an edit: those who are still named, and those whose name is not known here', () => {
    const item = entry(1, { body: body('@Ann @Bob @Cy', { mentions: ['1', '3', '4'] }) });
    const nameOf = (id: string): string => ({ '1': 'Ann', '3': 'Bob' })[id] ?? '';
    expect(editedContent(item, '@Bob @Dan', nameOf, [{ userId: '5', name: 'Dan' }])).toMatchObject({ mentions: ['3', '5', '4'] });
  });
});

describe('[F-38] an edit of a message that names somebody', () => {
  const renamed = (): string => 'Bob the Great';
  const item = entry(1, { body: body('@Bob look', { mentions: ['3'] }) });
  it('still names him under the name that he had then', () => {
    expect(editedContent(item, '@Bob look here', renamed, [])).toMatchObject({ mentions: ['3'] });
  });
  it('names nobody without an @', () => expect(editedContent(item, 'look here', renamed, [])).toMatchObject({ mentions: [] }));
});

describe('[F-38] the @ that opens the list', () => {
  it.each([
    ['@', { from: 0, query: '' }],
    ['hello @bo', { from: 6, query: 'bo' }],
    ['你好@张', { from: 2, query: '张' }],
    ['(@x', { from: 1, query: 'x' }],
    ['me@home', null],
    ['@bob ', null],
    ['@@', null],
  ])('%j', (text, found) => expect(mentionQuery(text, text.length)).toEqual(found));
  it('is the one before the caret', () => expect(mentionQuery('@bob and more', 2)).toEqual({ from: 0, query: 'b' }));
});

describe('[F-36] a quote', () => {
  it('has at most 100 characters, on one line', () => {
    expect(quoteOf(entry(7), `a\n b${'x'.repeat(200)}`)).toEqual({ seq: 7, senderId: '200', preview: `a b${'x'.repeat(97)}` });
  });
  it('is not cut inside a character', () => expect(quoteOf(entry(7), '😀'.repeat(101)).preview).toBe('😀'.repeat(100)));
});
