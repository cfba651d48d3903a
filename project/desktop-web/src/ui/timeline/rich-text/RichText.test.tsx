import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { fakeChatClient } from '../../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../../testing/render-app.js';
import { emojiCount } from './emoji-only.js';
import { FoldedText, linesOf } from './FoldedText.js';
import { RichText } from './RichText.js';

setUpDom();

const show = (text: string) =>
  renderApp(
    servicesFor(fakeChatClient()),
    <div data-testid="here">
      <RichText text={text} mentions={[]} />
    </div>,
  );

describe('[U-8] [F-45] rich text', () => {
  it('[S14] draws nothing but its own elements, whatever a text says', () => {
    show(
      '**<script>alert(1)</script>** *<img src=x onerror=alert(1)>* `<b>` [x](javascript:alert(1)) https://a.example/"onclick="alert(1)\n> <iframe>\n```html\n<svg onload=alert(1)>\n```',
    );
    const here = screen.getByTestId('here');
    const tags = new Set([...here.querySelectorAll('*')].map(({ tagName }) => tagName.toLowerCase()));
    expect(
      [...tags].filter((tag) => !['span', 'strong', 'i', 'code', 'a', 'blockquote', 'button', 'svg', 'path', 'rect'].includes(tag)),
    ).toEqual([]);
    expect(here.querySelectorAll('[onload], [onerror], [onclick], script, img, iframe').length).toBe(0);
    const links = [...here.querySelectorAll('a')];
    expect(links.map((link) => [link.getAttribute('href'), link.rel, link.target])).toEqual([
      ['https://a.example/', 'noopener noreferrer nofollow', '_blank'],
    ]);
  });

  it('code can be copied as it was written', async () => {
    const writeText = vi.fn(async () => undefined);
    vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { clipboard: { writeText } }));
    show('```ts\nconst a = **b**;\n```');
    fireEvent.click(screen.getByTestId('copy-code'));
    expect(writeText).toHaveBeenCalledWith('const a = **b**;');
    await vi.waitFor(() => expect(screen.getByTestId('copy-code').getAttribute('aria-label')).toBe('Copied'));
    vi.unstubAllGlobals();
  });

  it('a text of more than 20 lines is folded until it is wanted', () => {
    const long = Array.from({ length: 21 }, (_, i) => `line ${i}`).join('\n');
    expect([linesOf(long), linesOf('短'.repeat(39 * 20)), linesOf('x'.repeat(78 * 20 + 1))]).toEqual([21, 20, 21]);
    renderApp(servicesFor(fakeChatClient()), <FoldedText text={long}>{long}</FoldedText>);
    expect(screen.getByTestId('folded').dataset['open']).toBe('false');
    fireEvent.click(screen.getByTestId('fold'));
    expect([screen.getByTestId('folded').dataset['open'], screen.getByTestId('fold').textContent]).toEqual(['true', 'Show less']);
  });

  it.each([
    ['👍', 1],
    ['👨‍👩‍👧 🇫🇷 👍🏽', 3],
    ['👍 ok', 0],
    ['1', 0],
    ['', 0],
    ['👍'.repeat(7), 0],
  ])('%j is %i emoji and nothing else', (text, count) => {
    expect(emojiCount(text)).toBe(count);
  });
});
