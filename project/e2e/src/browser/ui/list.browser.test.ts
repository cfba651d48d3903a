import { expect, it } from 'vitest';
import { describeScreens } from './describe-screens.js';

describeScreens('the shell and the list of conversations', (ui) => {
  const row = (id: string) => ui.page.locator(`[data-testid="conversation"][data-conversation-id="${id}"]`);
  const textOf = (id: string) => row(id).getByTestId('preview').innerText();
  const choose = async (id: string, entry: string): Promise<void> => {
    await row(id).click({ button: 'right' });
    await ui.page.getByTestId(`menu-${entry}`).click();
  };

  it('[U-1] a deep link opens its chat, a reload stays there, and back leads to the list', async () => {
    const { page, people } = ui;
    await ui.open(`/chat/${people.direct}`);
    await page.getByTestId('bubble').first().waitFor();
    await page.reload();
    await page.getByTestId('bubble').first().waitFor();
    expect(new URL(page.url()).pathname).toBe(`/chat/${people.direct}`);
    if (ui.narrow) {
      await page.getByTestId('back').click();
      await row(people.group).waitFor();
    }
    await row(people.group).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/chat/${people.group}`);
  });

  it('[U-4] rows say what was last, who said it, and what waits', async () => {
    const { page, people } = ui;
    await ui.open('/chat');
    await row(people.group).waitFor();
    expect(await textOf(people.group)).toContain('Emma');
    const boat = page.getByTestId('conversation').filter({ hasText: 'George (boat)' });
    expect(await boat.getByTestId('preview').innerText()).toContain('I will bring the second telescope and');
    expect(Number(await row(people.unread).getAttribute('data-unread'))).toBe(3);
    expect(await row(people.unread).getByTestId('unread-badge').innerText()).toBe('3');
  });

  it('[U-4] [F-50] tabs filter, and the menu of a row changes it and takes it back', async () => {
    const { page, people } = ui;
    await ui.open('/chat');
    await page.getByTestId('list-tabs').getByText('Groups').click();
    await expect.poll(() => page.getByTestId('conversation').count()).toBe(1);
    await page.getByTestId('list-tabs').getByText('All').click();
    await expect.poll(() => page.getByTestId('conversation').count()).toBeGreaterThan(5);
    const first = () => page.getByTestId('conversation').first().getAttribute('data-conversation-id');
    expect(await first()).toBe(people.direct);
    await choose(people.direct, 'pin');
    await choose(people.unread, 'pin');
    await expect.poll(first).toBe(people.unread);
    await choose(people.unread, 'pin');
    await choose(people.direct, 'pin');
    await expect.poll(first).toBe(people.direct);
  });

  it('[U-5] [U-23] Esc closes the switcher, and the focus is where it was', async () => {
    const { page, people } = ui;
    await ui.open(`/chat/${people.direct}`);
    await page.getByTestId('bubble').first().waitFor();
    const focused = () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['testid']);
    await page.getByTestId('chat-info').focus();
    await page.keyboard.press('Control+k');
    await expect.poll(focused).toBe('switcher-input');
    await page.keyboard.press('Escape');
    await expect.poll(focused).toBe('chat-info');
  });

  it('[U-5] Ctrl+K finds by remark, pinyin and initials, and Enter opens', async () => {
    const { page } = ui;
    await ui.open('/chat');
    await page.getByTestId('conversation').first().waitFor();
    for (const [typed, name] of [
      ['boat', 'George (boat)'],
      ['cxq', '陈晓晴'],
      ['wangfang', '王芳'],
    ] as const) {
      await page.keyboard.press('Control+k');
      await page.getByTestId('switcher-input').fill(typed);
      await page.keyboard.press('Enter');
      await expect.poll(() => page.getByTestId('chat-name').innerText()).toBe(name);
    }
  });

  it('[U-3] without a server the strip says so and everything cached is there; with one it goes', async () => {
    const { page, people, world } = ui;
    await ui.open(`/chat/${people.direct}`);
    await page.getByTestId('bubble').first().waitFor();
    const [access] = world.access;
    access!.kill('SIGKILL');
    await page.locator('[data-testid="connection-strip"][data-state="waiting"]').waitFor({ timeout: 60_000 });
    expect(await page.getByTestId('bubble').count()).toBeGreaterThan(3);
    await world.restart(access!);
    await page
      .getByTestId('retry-now')
      .click({ timeout: 2_000 })
      .catch(() => undefined); // it may have been faster by itself
    await page.getByTestId('connection-strip').waitFor({ state: 'detached', timeout: 60_000 });
  });

  it('[U-19] the title counts what is unread', async () => {
    await ui.open('/contacts');
    await expect.poll(() => ui.page.title()).toMatch(/^\(\d+\) /);
  });

  it('[U-23] the list works by keyboard, ? shows the keys, and Esc closes what is on top', async () => {
    const { page, people } = ui;
    await ui.open(ui.narrow ? '/chat' : `/chat/${people.direct}`);
    await page
      .getByTestId(ui.narrow ? 'conversation' : 'bubble')
      .first()
      .waitFor();
    const ids = await page
      .getByTestId('conversation')
      .evaluateAll((rows) => rows.map((one) => (one as HTMLElement).dataset['conversationId']));
    // Again, where the chat beside the list took the focus as it opened.
    await expect
      .poll(async () => {
        const list = page.getByRole('listbox').first();
        if (await list.isVisible()) await list.focus();
        for (const key of ['Home', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
        await page.waitForTimeout(300);
        return new URL(page.url()).pathname;
      })
      .toBe(`/chat/${String(ids[1])}`);
    await page.getByTestId('chat').waitFor();
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/chat/${String(ids[2])}`);
    await ui.open('/settings');
    await page.getByTestId('settings').waitFor();
    await page.keyboard.press('?');
    await page.getByTestId('shortcut-sheet').waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('shortcut-sheet').waitFor({ state: 'hidden' });
  });
});
