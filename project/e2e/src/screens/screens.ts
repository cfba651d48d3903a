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

const inDirect = (name: string, then: Screen['ready']): Screen => ({
  name,
  path: ({ direct }) => `/chat/${direct}`,
  ready: async (page) => {
    await page.getByTestId('bubble').first().waitFor();
    await then(page);
  },
});

/** With its drawer. */
const inGroup = (name: string, then: Screen['ready']): Screen => ({
  name,
  path: ({ group }) => `/chat/${group}`,
  ready: async (page) => {
    await page.getByTestId('bubble').first().waitFor();
    await page.getByTestId('chat-info').click();
    await then(page);
  },
});

/** Of the newest message. */
async function openMenu(page: Page): Promise<void> {
  await page.getByTestId('bubble').last().click({ button: 'right' });
  await page.getByTestId('message-menu').waitFor();
}

/** In both widths: the button of the header is for the wide one. */
async function openFiles(page: Page): Promise<void> {
  await page.getByTestId('chat-info').click();
  await page.getByTestId('drawer-files').click();
}

/** The main screens, in the order in which somebody meets them. */
export const SCREENS: readonly Screen[] = [
  { name: 'sign-in', visitor: true, path: () => '/login', ready: shown('login-form') },
  { name: 'register', visitor: true, path: () => '/register', ready: shown('register-form') },
  { name: 'messages', path: () => '/chat', ready: shown('conversation') },
  { name: 'chat', path: ({ direct }) => `/chat/${direct}`, ready: shown('bubble') },
  { name: 'chat-group', path: ({ group }) => `/chat/${group}`, ready: shown('bubble') },
  inDirect('chat-menu', openMenu),
  inDirect('chat-details', async (page) => {
    await openMenu(page);
    await page.getByTestId('action-details').click();
    await page.getByTestId('message-details').waitFor();
  }),
  inDirect('chat-forward', async (page) => {
    await openMenu(page);
    await page.getByTestId('action-forward').click();
    await page.getByTestId('forward-target').first().click();
  }),
  inDirect('chat-emoji', async (page) => {
    await page.getByTestId('emoji-button').click();
    await page.getByTestId('emoji-picker').waitFor();
  }),
  inDirect('chat-viewer', async (page) => {
    await openFiles(page);
    await page.getByTestId('medium').first().getByRole('button').click();
    await page.getByTestId('viewer-zoom-in').waitFor();
  }),
  inDirect('chat-person', async (page) => {
    await page.getByTestId('chat-info').click();
    await page.getByTestId('block-person').waitFor();
  }),
  inDirect('chat-files', async (page) => {
    await openFiles(page);
    await page.getByTestId('medium').first().waitFor();
  }),
  inDirect('chat-links', async (page) => {
    await openFiles(page);
    await page
      .getByTestId('shared-files')
      .getByText(/Links|链接/)
      .click();
    await page.getByTestId('shared-link').first().waitFor();
  }),
  inGroup('group-info', shown('leave-group')),
  inGroup('group-members', async (page) => {
    await page.getByTestId('drawer-members').click();
    await page.getByTestId('member').nth(1).waitFor();
  }),
  inGroup('group-manage', async (page) => {
    await page.getByTestId('drawer-manage').click();
    await page.getByTestId('mute-all').waitFor();
  }),
  inGroup('group-links', async (page) => {
    await page.getByTestId('drawer-links').click();
    await page.getByTestId('create-link').waitFor();
  }),
  { name: 'contacts', path: () => '/contacts', ready: shown('contacts') },
  { name: 'contacts-requests', path: () => '/contacts/requests', ready: shown('accept-request') },
  { name: 'contacts-add', path: () => '/contacts/add', ready: shown('add-friend-form') },
  { name: 'contacts-groups', path: () => '/contacts/groups', ready: shown('own-group') },
  { name: 'contacts-person', path: ({ client }) => `/contacts/person/${client.bob.userId}`, ready: shown('message-person') },
  { name: 'contacts-new-group', path: () => '/contacts/new-group', ready: shown('friend-choice') },
  { name: 'favourites', path: () => '/favourites', ready: shown('favourite') },
  { name: 'settings', path: () => '/settings', ready: shown('settings') },
  { name: 'settings-profile', path: () => '/settings/profile', ready: shown('profile-form') },
  { name: 'settings-account', path: () => '/settings/account', ready: shown('password-form') },
  { name: 'settings-devices', path: () => '/settings/devices', ready: shown('session') },
  { name: 'settings-privacy', path: () => '/settings/privacy', ready: shown('show-presence') },
  { name: 'settings-notifications', path: () => '/settings/notifications', ready: shown('notification-permission') },
  { name: 'settings-appearance', path: () => '/settings/appearance', ready: shown('theme') },
  { name: 'settings-storage', path: () => '/settings/storage', ready: shown('storage-used') },
  { name: 'settings-diagnostics', path: () => '/settings/diagnostics', ready: shown('diagnostics') },
  { name: 'settings-sign-out', path: () => '/settings/sign-out', ready: shown('sign-out-keep') },
  {
    name: 'switcher',
    path: () => '/chat',
    ready: async (page) => {
      await page.getByTestId('conversation').first().waitFor();
      await page.keyboard.press('Control+k');
      await page.getByTestId('switcher-input').waitFor();
    },
  },
  {
    name: 'shortcuts',
    path: () => '/chat',
    ready: async (page) => {
      await page.getByTestId('conversation').first().waitFor();
      // Not into a field that took the focus.
      await page.getByTestId('nav-messages').press('?');
      await page.getByTestId('shortcut-sheet').waitFor();
    },
  },
];
