import type { Page } from 'playwright-core';
import type { Believable } from '../population/believable.ts';

export interface Screen {
  readonly name: string;
  /** Without a sign-in. */
  readonly visitor?: true;
  readonly path: (people: Believable) => string;
  /** What makes it complete, after its address was opened. */
  readonly ready: (page: Page) => Promise<unknown>;
}

const shown = (testId: string) => (page: Page) => page.getByTestId(testId).first().waitFor();

/** The main screens, in the order in which somebody meets them. */
export const SCREENS: readonly Screen[] = [
  { name: 'sign-in', visitor: true, path: () => '/login', ready: shown('login-form') },
  { name: 'register', visitor: true, path: () => '/register', ready: shown('register-form') },
  { name: 'messages', path: () => '/chat', ready: shown('conversation') },
  { name: 'chat', path: ({ direct }) => `/chat/${direct}`, ready: shown('bubble') },
  { name: 'chat-group', path: ({ group }) => `/chat/${group}`, ready: shown('bubble') },
  {
    name: 'chat-files',
    path: ({ direct }) => `/chat/${direct}`,
    ready: async (page) => {
      await page.getByTestId('bubble').first().waitFor();
      await page.getByTestId('chat-info').click();
      await page.getByTestId('drawer-files').click();
      await page.getByTestId('medium').first().waitFor();
    },
  },
  {
    name: 'chat-links',
    path: ({ direct }) => `/chat/${direct}`,
    ready: async (page) => {
      await page.getByTestId('bubble').first().waitFor();
      await page.getByTestId('chat-info').click();
      await page.getByTestId('drawer-files').click();
      await page
        .getByTestId('shared-files')
        .getByText(/Links|链接/)
        .click();
      await page.getByTestId('shared-link').first().waitFor();
    },
  },
  { name: 'contacts', path: () => '/contacts', ready: shown('contacts') },
  { name: 'contacts-requests', path: () => '/contacts/requests', ready: shown('accept-request') },
  { name: 'contacts-add', path: () => '/contacts/add', ready: shown('add-friend-form') },
  { name: 'favourites', path: () => '/favourites', ready: shown('favourite') },
  { name: 'settings', path: () => '/settings', ready: shown('settings') },
  { name: 'settings-profile', path: () => '/settings/profile', ready: shown('profile-form') },
  { name: 'settings-devices', path: () => '/settings/devices', ready: shown('session') },
  { name: 'settings-privacy', path: () => '/settings/privacy', ready: shown('show-presence') },
  { name: 'settings-appearance', path: () => '/settings/appearance', ready: shown('theme') },
  {
    name: 'switcher',
    path: () => '/chat',
    ready: async (page) => {
      await page.getByTestId('conversation').first().waitFor();
      await page.keyboard.press('Control+k');
      await page.getByTestId('switcher-input').waitFor();
    },
  },
];
