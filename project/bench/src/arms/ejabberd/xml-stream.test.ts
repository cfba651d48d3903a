import { expect, it } from 'vitest';
import { child, type XmlElement, XmlStream } from './xml-stream.ts';

const HEADER = `<?xml version='1.0'?><stream:stream xmlns='jabber:client' version='1.0'>`;
const MESSAGE = `<message id='1'><archived by='a'/><body>a &lt; b &amp; c</body></message>`;

function parsed(chunks: readonly string[]): { elements: XmlElement[]; errors: Error[] } {
  const elements: XmlElement[] = [];
  const errors: Error[] = [];
  const stream = new XmlStream(
    (element) => elements.push(element),
    (error) => errors.push(error),
  );
  for (const chunk of chunks) stream.write(chunk);
  return { elements, errors };
}

it('gives each stanza when it is complete, while the stream stays open', () => {
  const { elements, errors } = parsed([HEADER + MESSAGE, " <r xmlns='urn:xmpp:sm:3'/>", '<a h=']);
  expect(errors).toEqual([]);
  expect(elements.map(({ name }) => name)).toEqual(['message', 'r']);
  expect(elements[0]?.attributes).toEqual({ id: '1' });
  expect(elements[0]?.children.map(({ name }) => name)).toEqual(['archived', 'body']);
  expect(child(elements[0]!, 'body')?.text).toBe('a < b & c');
});

it('does not care where chunks end', () => {
  const whole = parsed([HEADER + MESSAGE + MESSAGE]);
  expect(parsed([...(HEADER + MESSAGE + MESSAGE)])).toEqual(whole);
  expect(whole.elements).toHaveLength(2);
});

it('reports XML that is not well-formed', () => {
  expect(parsed([HEADER, '<message></body>']).errors).not.toEqual([]);
});
