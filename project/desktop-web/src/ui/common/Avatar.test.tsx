import { fireEvent, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { Avatar } from './Avatar.js';

setUpDom();

const show = (image: string): HTMLElement => {
  const client = fakeChatClient();
  client.avatarUrl = async (avatar) => `/picture-of-${avatar}`;
  const { container } = renderApp(servicesFor(client), <Avatar name="Mira Sol" seed="7" image={image} />);
  return container;
};
const avatarIn = (container: HTMLElement) => container.querySelector<HTMLElement>('[data-initials]')!;
const imageIn = (container: HTMLElement) => container.querySelector('img');

describe('[U-15] an avatar', () => {
  it('shows initials until its picture is there', async () => {
    const shown = show('file:9');
    expect(avatarIn(shown).dataset).toMatchObject({ initials: 'MS', picture: 'false' });
    await waitFor(() => expect(imageIn(shown)?.getAttribute('src')).toBe('/picture-of-file:9'));
    expect(avatarIn(shown).dataset['picture']).toBe('false');
    fireEvent.load(imageIn(shown)!);
    expect(avatarIn(shown).dataset['picture']).toBe('true');
  });

  it.each([
    ['Mira Sol', 'MS'],
    ['George (boat)', 'GB'],
    ['“Wren”', 'W'],
    ['陈晓晴', '陈'],
    ['Mudflat 滩涂', 'M滩'],
    ['🐦 birds', 'B'],
    ['🐦', '🐦'],
    [' ', '?'],
  ])('takes letters and digits of “%s”: %s', (name, initials) => {
    const { container } = renderApp(servicesFor(fakeChatClient()), <Avatar name={name} seed="7" />);
    expect(avatarIn(container).dataset['initials']).toBe(initials);
  });

  it('loads nothing from other sites', () => {
    expect(imageIn(show('https://elsewhere.example/pixel.png'))).toBeNull();
  });

  it('goes back to initials when the picture does not load', async () => {
    const shown = show('file:9');
    await waitFor(() => expect(imageIn(shown)).not.toBeNull());
    fireEvent.load(imageIn(shown)!);
    fireEvent.error(imageIn(shown)!);
    await waitFor(() => expect(imageIn(shown)).not.toBeNull());
    fireEvent.error(imageIn(shown)!);
    await waitFor(() => expect(imageIn(shown)).toBeNull());
    expect(avatarIn(shown).dataset['picture']).toBe('false');
  });
});
