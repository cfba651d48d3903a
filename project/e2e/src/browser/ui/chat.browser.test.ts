import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { grainyPhoto, photo } from '../../population/media.js';
import { describeScreens } from './describe-screens.js';

describeScreens('a chat', (ui) => {
  const bubble = (text: string): Locator => ui.page.getByTestId('bubble').filter({ hasText: text }).last();
  const composer = (): Locator => ui.page.getByTestId('composer-input');
  const said = (text: string): string => `${text} (${ui.look.name})`;
  /** On a touch screen Enter makes a line. */
  const submit = (): Promise<void> => (ui.narrow ? ui.page.getByTestId('send').click() : composer().press('Enter'));
  const say = async (text: string): Promise<void> => {
    await composer().fill(text);
    await submit();
    await bubble(text).waitFor();
    await expect.poll(() => bubble(text).getAttribute('data-seq')).toMatch(/^[1-9]/);
  };
  const act = async (text: string, action: string): Promise<void> => {
    await bubble(text)
      .getByTestId('bubble-text')
      .click({ button: 'right', position: { x: 3, y: 6 } });

    await ui.page.getByTestId(`action-${action}`).click();
  };
  const open = async (id: string): Promise<void> => {
    await ui.open(`/chat/${id}`);
    await ui.page.getByTestId('bubble').first().waitFor();
  };

  /** One click is enough, wherever the chat was opened. */
  const toEnd = async (): Promise<void> => {
    const timeline = ui.page.getByTestId('timeline');
    if ((await timeline.getAttribute('data-at-bottom')) === 'false') await ui.page.getByTestId('jump-to-bottom').click();
    await expect.poll(() => timeline.getAttribute('data-at-bottom')).toBe('true');
  };

  it('[U-10] Enter sends, Shift+Enter breaks the line, and Enter of an input method does not send', async () => {
    await open(ui.people.unread);
    await say(said('sent by Enter'));
    await composer().fill('');
    await composer().pressSequentially('first');
    await composer().press('Shift+Enter');
    await composer().pressSequentially('second');
    expect(await composer().inputValue()).toBe('first\nsecond');
    const before = await ui.page.getByTestId('bubble').count();
    await composer().evaluate((field) => {
      field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, isComposing: true, keyCode: 229 }));
      field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
    });
    await ui.page.waitForTimeout(300);
    expect([await ui.page.getByTestId('bubble').count(), await composer().inputValue()]).toEqual([before, 'first\nsecond']);
    await composer().fill('');
  });

  it.runIf(!ui.narrow)('[U-10] what is typed searches for emoji, each time their picker opens', async () => {
    await open(ui.people.direct);
    const search = ui.page.getByTestId('emoji-picker').getByRole('searchbox');
    for (const word of ['tea', 'boat']) {
      await ui.page.getByTestId('emoji-button').click();
      await expect.poll(() => search.evaluate((field) => field === document.activeElement)).toBe(true);
      await ui.page.keyboard.type(word);
      expect(await search.inputValue()).toBe(word);
      await ui.page.keyboard.press('Escape');
      await search.waitFor({ state: 'hidden' });
    }
  });

  it('[U-10] [F-42] a draft stays with its conversation', async () => {
    await open(ui.people.unread);
    await composer().fill('half a thought');
    await open(ui.people.group);
    expect(await composer().inputValue()).toBe('');
    await open(ui.people.unread);
    await expect.poll(() => composer().inputValue()).toBe('half a thought');
    await composer().fill('');
  });

  it('[U-9] [F-33] [U-10] ↑ edits the last message, Esc leaves it as it was', async () => {
    await open(ui.people.unread);
    await say(said('befor'));
    await composer().press('ArrowUp');
    await ui.page.getByTestId('edit-bar').waitFor();
    await composer().press('Escape');
    await ui.page.getByTestId('edit-bar').waitFor({ state: 'detached' });
    expect(await bubble(said('befor')).innerText()).not.toContain('edited');
    await composer().press('ArrowUp');
    await composer().fill(said('after'));
    await submit();
    await bubble(said('after')).waitFor();
    expect(await bubble(said('after')).innerText()).toContain('edited');
  });

  it.runIf(ui.narrow)('[U-9] beside an open menu a tap closes it and presses nothing', async () => {
    await open(ui.people.group);
    await ui.page
      .getByTestId('bubble')
      .last()
      .click({ button: 'right', position: { x: 3, y: 6 } });
    await ui.page.getByTestId('message-menu').waitFor();
    const { x, y, height } = (await ui.page.getByTestId('read-announcement').boundingBox())!;
    await ui.page.touchscreen.tap(x + 60, y + height / 2);
    await ui.page.getByTestId('message-menu').waitFor({ state: 'hidden' });
    await ui.page.waitForTimeout(500);
    expect(await ui.page.getByRole('dialog').count()).toBe(0);
  });

  it('[U-9] [F-36] an answer quotes what it answers, on both sides', async () => {
    await open(ui.people.unread);
    await say(said('the question'));
    await act(said('the question'), 'reply');
    await ui.page.getByTestId('reply-bar').waitFor();
    await composer().fill(said('the reply'));
    await submit();
    await bubble(said('the reply')).waitFor();
    expect(await bubble(said('the reply')).innerText()).toContain(said('the question'));
    const { emma } = ui.people.client;
    await emma.open(ui.people.unread);
    await expect
      .poll(() => emma.entries(ui.people.unread).some((item) => item.at === 'entry' && item.body.replyTo?.preview === said('the question')))
      .toBe(true);
  });

  it('[U-9] [F-32] what is recalled is gone for everybody', async () => {
    await open(ui.people.unread);
    const { emma } = ui.people.client;
    const has = (): boolean => emma.entries(ui.people.unread).some((item) => item.at === 'entry' && item.body.text === said('too much'));
    await emma.open(ui.people.unread);
    await say(said('too much'));
    await expect.poll(has).toBe(true);
    await act(said('too much'), 'recall');
    const confirm = ui.page.locator('.ant-modal-confirm-btns button').last();
    if (await confirm.isVisible().catch(() => false)) await confirm.click();
    await bubble(said('too much')).waitFor({ state: 'detached' });
    await expect.poll(has).toBe(false);
  });

  it('[U-9] [F-35] a reaction is shown with its count, and taken back', async () => {
    await open(ui.people.unread);
    await say(said('react to this'));
    await bubble(said('react to this'))
      .getByTestId('bubble-text')
      .click({ button: 'right', position: { x: 3, y: 6 } });
    await ui.page.getByTestId('quick-reaction').first().click();
    const { emma } = ui.people.client;
    await emma.open(ui.people.unread);
    const reactions = () =>
      emma
        .entries(ui.people.unread)
        .flatMap((item) => (item.at === 'entry' && item.body.text === said('react to this') ? item.reactions : []));
    await expect.poll(() => reactions().length).toBe(1);
    const chip = bubble(said('react to this')).getByTestId('reaction');
    await expect.poll(() => chip.getAttribute('data-count')).toBe('1');
    await chip.click();
    await expect.poll(() => reactions().length).toBe(0);
    await chip.waitFor({ state: 'detached' });
  });

  it('[U-7] who reads above is not moved by what comes, and a button counts it', async () => {
    const { page, people } = ui;
    const { emma } = people.client;
    for (let i = 0; i < 25; i++) await emma.send(people.unread, { text: `${said('filler')} ${String(i)}` });
    await open(people.unread);
    await toEnd();
    await bubble(`${said('filler')} 24`).waitFor();
    const scroller = page.locator('[data-testid="timeline"] [role="log"]');
    await scroller.evaluate((element) => element.scrollBy(0, -900));
    await expect.poll(() => page.getByTestId('timeline').getAttribute('data-at-bottom')).toBe('false');
    await page.waitForTimeout(300);
    const anchor = page.getByTestId('bubble').nth(2);
    const text = await anchor.innerText();
    const top = async (): Promise<number> =>
      (
        await page
          .getByTestId('bubble')
          .filter({ hasText: text.split('\n')[0]! })
          .first()
          .boundingBox()
      )?.y ?? NaN;
    const before = await top();
    await emma.send(people.unread, { text: said('while reading') });
    const jump = page.getByTestId('jump-to-bottom');
    await expect.poll(() => jump.getAttribute('data-count')).toBe('1');
    expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(2);
    await toEnd();
    await bubble(said('while reading')).waitFor();
  });

  it('[U-11] [F-46] a picture is chosen, uploaded and sent, and the other side has it', async () => {
    const { page, people } = ui;
    await open(people.unread);
    const picture = await photo(640, 480, 120);
    await page
      .getByTestId('file-input')
      .setInputFiles({ name: 'tide.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(await picture.arrayBuffer()) });
    await page.getByTestId('staged').waitFor();
    await page.getByTestId('send').click();
    const { emma } = people.client;
    await emma.open(people.unread);
    await expect
      .poll(
        () =>
          emma
            .entries(people.unread)
            .flatMap((item) => (item.at === 'entry' ? item.body.attachments.map(({ name }) => name) : []))
            .at(-1),
        {
          timeout: 20_000,
        },
      )
      .toBe('tide.jpg');
  });

  it('[U-11] [F-46] a photo is sent as large as screens are, or as it is', async () => {
    const { page, people } = ui;
    const { emma } = people.client;
    await open(people.unread);
    await emma.open(people.unread);
    const buffer = Buffer.from(await (await grainyPhoto(3_000, 2_000)).arrayBuffer());
    const arrived = (): (readonly [string, number])[] =>
      emma
        .entries(people.unread)
        .flatMap((item) => (item.at === 'entry' ? item.body.attachments.map(({ name, width }) => [name, width] as const) : []));
    const send = async (name: string, original: boolean): Promise<void> => {
      await page.getByTestId('file-input').setInputFiles({ name, mimeType: 'image/jpeg', buffer });
      await page.getByTestId('send-original').setChecked(original);
      await page.getByTestId('send').click();
    };
    await send('smaller.jpg', false);
    await expect.poll(arrived, { timeout: 20_000 }).toContainEqual(['smaller.jpg', 2_560]);
    await send('original.jpg', true);
    await expect.poll(arrived, { timeout: 20_000 }).toContainEqual(['original.jpg', 3_000]);
  });

  it('[U-8] words below a picture break at its width', async () => {
    const { people } = ui;
    const { emma } = people.client;
    const text = said('What is said of a picture is often a good deal longer than the picture is wide, even on a large screen');
    await emma.send(people.unread, { kind: 'image', attachments: [await emma.upload(await photo(900, 600, 120))], text });
    await open(people.unread);
    await bubble(text).waitFor();
    const width = async (one: Locator): Promise<number> => (await one.boundingBox())!.width;
    const picture = await width(bubble(text).getByTestId('picture'));
    expect((await width(bubble(text).locator('[data-bubble-box]'))) - picture).toBeLessThan(30);
  });

  it('[U-12] [F-37] a message is forwarded to somebody else with a note', async () => {
    const { page, people } = ui;
    await open(people.unread);
    await say(said('worth telling'));
    await act(said('worth telling'), 'forward');
    await page.getByTestId('forward-search').fill('bob');
    await page.getByTestId('forward-target').first().click();
    await page.getByTestId('forward-note').fill(said('look'));
    await page.getByTestId('forward-send').click();
    const { bob } = people.client;
    await bob.open(people.direct);
    await expect
      .poll(() =>
        bob
          .entries(people.direct)
          .flatMap((item) => (item.at === 'entry' ? [item.body.text] : []))
          .slice(-2),
      )
      .toEqual([said('worth telling'), said('look')]);
  });

  it('[U-8] [S14] [U-21] markup stays text, and what nobody knows shows its fallback', async () => {
    const { people, page } = ui;
    const { emma } = people.client;
    const hostile = `<img src=x onerror="document.title='pwned'"> <script>alert(1)</script> [x](javascript:alert(1)) ${ui.look.name}`;
    await emma.send(people.unread, { text: hostile });
    await emma.send(people.unread, { kind: 'custom', customType: 'poll', fallbackText: said('a poll') });
    await open(people.unread);
    await bubble(said('a poll')).waitFor();
    expect(await bubble('onerror').getByTestId('bubble-text').innerText()).toContain('<img src=x');
    expect(await page.title()).not.toBe('pwned');
    expect(await page.locator('[data-testid="bubble"] a[href^="javascript"]').count()).toBe(0);
  });
});
