import { expect, it } from 'vitest';
import { contextOf } from '../../screens/looks.js';
import { describeScreens } from './describe-screens.js';

describeScreens('the account', (ui) => {
  it('[U-2] a wrong password says so, a short one is measured, a taken name is told at its field', async () => {
    const context = await contextOf(ui.page.context().browser()!, ui.look);
    const page = await context.newPage();
    await page.goto(`${ui.world.webUrl}/login`);
    await page.getByTestId('username').fill('alice');
    await page.getByTestId('password').fill('not this one');
    await page.getByTestId('submit').click();
    await page.getByTestId('failure').waitFor();
    expect(await page.getByTestId('username').inputValue()).toBe('alice');
    await page.getByTestId('toggle-password').click();
    expect(await page.getByTestId('password').getAttribute('type')).toBe('text');
    await page.goto(`${ui.world.webUrl}/register`);
    await page.getByTestId('username').fill('alice');
    await page.getByTestId('password').fill('abcdefgh');
    await expect.poll(() => page.getByTestId('password-strength').getAttribute('data-strength')).toBe('weak');
    await page.getByTestId('password').fill('a long enough passphrase');
    await page.getByTestId('submit').click();
    await expect.poll(() => page.locator('form').innerText()).toMatch(/taken|in use/i);
    await context.close();
  });

  it('[U-20] the profile is saved, and is what the server tells another device', async () => {
    const { page, people } = ui;
    await ui.open('/settings/profile');
    const nickname = page.getByTestId('profile-nickname');
    await nickname.fill(`Alice ${ui.look.name}`);
    await page.getByTestId('save-profile').click();
    await expect.poll(async () => (await people.client.alice.api.profile()).nickname).toBe(`Alice ${ui.look.name}`);
  });

  it('[U-20] language and theme change at once and stay', async () => {
    const { page } = ui;
    await ui.open('/settings/appearance');
    await page.getByTestId('language').getByText('中文').click();
    // Without motion too: it waited for the end of one.
    await expect.poll(() => page.getByTestId('language').locator('.ant-segmented-item-selected').allInnerTexts()).toEqual(['中文']);
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toMatch(/^zh/);
    await page.reload();
    await page.getByTestId('language').waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toMatch(/^zh/);
    await page.getByTestId('language').getByText('English').click();
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toMatch(/^en/);
    const scheme = () => page.evaluate(() => document.documentElement.dataset['scheme']);
    const other = ui.look.scheme === 'dark' ? 'light' : 'dark';
    await page
      .getByTestId('theme')
      .locator('label')
      .nth(other === 'light' ? 0 : 1)
      .click();
    await expect.poll(scheme).toBe(other);
    await page.getByTestId('theme').locator('label').nth(2).click();
    await expect.poll(scheme).toBe(ui.look.scheme);
  });

  it('[U-20] [F-61] the devices are listed, and this one is marked', async () => {
    const { page, people } = ui;
    await ui.open('/settings/devices');
    await page.getByTestId('session').first().waitFor();
    const current = page.locator('[data-testid="session"][data-current="true"]');
    expect(await current.count()).toBe(1);
    expect(await current.innerText()).toContain('Chrome · Linux');
    const before = (await people.client.alice.api.sessions()).length;
    expect(await page.getByTestId('session').count()).toBe(before);
  });

  it('[U-20] [F-63] what is switched off in privacy is off on the server', async () => {
    const { page, people } = ui;
    await ui.open('/settings/privacy');
    const shown = async (): Promise<boolean> => (await people.client.alice.api.profile()).showPresence;
    const before = await shown();
    await page.getByTestId('show-presence').click();
    await expect.poll(shown).toBe(!before);
    await page.getByTestId('show-presence').click();
    await expect.poll(shown).toBe(before);
  });

  it('[U-23] the first stop of Tab leads past the rail on every page', async () => {
    const { page } = ui;
    for (const path of ['/chat', '/contacts/add', '/favourites', '/settings/profile', '/nowhere/at/all']) {
      await ui.open(path);
      await page.locator('main, [role="main"]').first().waitFor({ state: 'attached' });
      await page.getByTestId('skip-link').press('Enter');
      const role = await page.evaluate(() => document.activeElement?.getAttribute('role') ?? document.activeElement?.tagName);
      expect([path, role?.toLowerCase()]).toEqual([path, 'main']);
    }
  });

  it('[U-21] an address that is none says so, with a way on', async () => {
    await ui.open('/nowhere/at/all');
    await ui.page.getByText('There is nothing at this address.').waitFor();
    await ui.page.getByText('Go to messages').click();
    await ui.page.getByTestId('conversation').first().waitFor();
  });

  it('[U-18] a picture opens large, and Esc closes it', async () => {
    const { page, people } = ui;
    await ui.open(`/chat/${people.direct}`);
    await page.getByTestId('bubble').first().waitFor();
    const picture = page.locator('[data-testid="bubble"] [data-testid="picture"]').last();
    await picture.scrollIntoViewIfNeeded();
    await picture.click();
    await page.locator('.ant-image-preview').first().waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.ant-image-preview').first().waitFor({ state: 'hidden' });
  });
});
