// The stanzas of an XMPP stream, as small trees. The root element stays open as long as the stream.
import { SaxesParser } from 'saxes';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** All text directly in it. */
  readonly text: string;
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

export class XmlStream {
  readonly #parser = new SaxesParser();
  readonly #open: OpenElement[] = [];

  /** `onElement` gets each child of the root when it is complete; an error is that of XML which is not well-formed. */
  constructor(onElement: (element: XmlElement) => void, onError: (error: Error) => void) {
    this.#parser.on('error', onError);
    this.#parser.on('opentag', ({ name, attributes }) => this.#open.push({ name, attributes, children: [], text: '' }));
    this.#parser.on('text', (text) => {
      const element = this.#open.at(-1);
      // Between stanzas there is only white space that keeps the connection alive.
      if (element !== undefined && this.#open.length > 1) element.text += text;
    });
    this.#parser.on('closetag', () => {
      const element = this.#open.pop();
      if (element === undefined) return;
      if (this.#open.length === 1) onElement(element);
      else this.#open.at(-1)?.children.push(element);
    });
  }

  write(text: string): void {
    this.#parser.write(text);
  }
}

export const child = (element: XmlElement, name: string): XmlElement | undefined => element.children.find((one) => one.name === name);
