import { expect, it } from 'vitest';
import { describeScreens } from './describe-screens.js';

describeScreens('people and groups', (ui) => {
  const confirm = (): Promise<void> => ui.page.locator('.ant-modal-confirm-btns .ant-btn').last().click();
  const openDrawer = async (id: string): Promise<void> => {
    await ui.open(`/chat/${id}`);
    await ui.page.getByTestId('bubble').first().waitFor();
    await ui.page.getByTestId('chat-info').click();
    await ui.page.getByTestId('drawer').waitFor();
  };

  it('[U-6] [F-69] the header says who it is, whether he is there, and when he types', async () => {
    const { page, people } = ui;
    await ui.open(`/chat/${people.direct}`);
    await expect.poll(() => page.getByTestId('chat-name').innerText()).toBe('Bob Marsh');
    await expect.poll(() => page.getByTestId('chat-status').innerText()).toMatch(/online/i);
    people.client.bob.setTyping(people.direct, true);
    await expect.poll(() => page.getByTestId('chat-status').innerText()).toMatch(/typing/i);
  });

  it('[U-13] the drawer of a friend keeps a remark, which names the chat', async () => {
    const { page, people } = ui;
    await openDrawer(people.unread);
    const remark = `Emma ${ui.look.name}`;
    await page.getByTestId('remark-edit').click();
    await page.getByTestId('remark-input').fill(remark);
    await page.getByTestId('remark-save').click();
    await expect.poll(() => page.getByTestId('chat-name').innerText()).toBe(remark);
    await people.client.alice.api.setRemark(people.client.emma.userId, '');
    await expect.poll(() => page.getByTestId('chat-name').innerText()).toBe('Emma Sørensen');
  });

  it('[U-13] [F-39] a contact is introduced to somebody else by a card, which opens the profile', async () => {
    const { page, people } = ui;
    const { bob, emma } = people.client;
    await openDrawer(people.unread);
    await page.getByTestId('share-person').click();
    await page.getByTestId('forward-search').fill('bob');
    await page.getByTestId('forward-target').first().click();
    await page.getByTestId('forward-send').click();
    await bob.open(people.direct);
    await expect
      .poll(() => {
        const last = bob.entries(people.direct).at(-1);
        return last?.at === 'entry' && last.body.kind === 'contact_card'
          ? (JSON.parse(new TextDecoder().decode(last.body.custom)) as unknown)
          : null;
      })
      .toEqual({ userId: emma.userId, name: 'Emma Sørensen' });
    await ui.open(`/chat/${people.direct}`);
    await page.getByTestId('contact-card').last().click();
    await page.locator(`[data-testid="profile"][data-user-id="${emma.userId}"]`).waitFor();
  });

  it('[U-13] [U-6] what was sent in a chat is collected in its drawer, opens large, and leads back to its message', async () => {
    const { page, people } = ui;
    const { bob } = people.client;
    const file = new File([`tides of ${ui.look.name}`], 'tides.txt', { type: 'text/plain' });
    await bob.send(people.direct, { kind: 'file', attachments: [await bob.upload(file, { kind: 'file' })] });
    await openDrawer(people.direct);
    await page.getByTestId('shared-groups').waitFor();
    await page.getByTestId('drawer-files').click();
    await page.getByTestId('medium').first().locator('button, [role="button"], img').first().click();
    await page.locator('.ant-image-preview').first().waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.ant-image-preview').first().waitFor({ state: 'hidden' });
    await page.getByTestId('shared-files').getByText('Files').click();
    const row = page.getByTestId('shared-file').filter({ hasText: 'tides.txt' }).first();
    const seq = await row.getAttribute('data-seq');
    await row.getByTestId('go-to-message').click();
    await expect.poll(() => page.locator('[data-flash]').getAttribute('data-seq')).toBe(seq);
  });

  it('[U-13] [S14] links of a chat stand in its drawer with their hosts, open outside, and lead back to their message', async () => {
    const { page, people } = ui;
    const href = `https://mudflats.example/${ui.look.name}`;
    const { seq } = await people.client.bob.send(people.direct, { text: `Tides of tomorrow: ${href}, and \`https://code.example\`` });
    await openDrawer(people.direct);
    await page.getByTestId('drawer-files').click();
    await page.getByTestId('shared-files').getByText('Links').click();
    const row = page.locator(`[data-testid="shared-link"][data-seq="${String(seq)}"]`);
    await row.waitFor();
    const link = row.getByTestId('link');
    expect(await link.getAttribute('href')).toBe(href);
    expect(await link.innerText()).toContain('mudflats.example\n');
    await page.context().route(href, (route) => route.fulfill({ body: 'tides' }));
    const [opened] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
    await opened.waitForURL(href);
    expect(await opened.evaluate('window.opener')).toBeNull();
    await opened.close();
    expect(await page.getByTestId('shared-link').filter({ hasText: 'code.example/' }).count()).toBe(0);
    await row.getByTestId('go-to-message').click();
    await expect.poll(() => page.locator('[data-flash]').getAttribute('data-seq')).toBe(String(seq));
  });

  it('[U-13] [F-66] who is blocked stands among the blocked, and is let go there', async () => {
    const { page, people } = ui;
    await people.client.alice.api.block(people.client.zed.userId);
    await ui.open('/contacts/blocked');
    await page.getByTestId('blocked-user').waitFor();
    await page.getByTestId('unblock').click();
    await page.getByTestId('no-blocked').waitFor();
    expect(await people.client.alice.api.blocks()).toEqual([]);
  });

  it('[U-14] [F-51] an owner mutes everybody and lets them write again, and a member sees it', async () => {
    const { page, people } = ui;
    const { carol } = people.client;
    await openDrawer(people.group);
    expect(await page.getByTestId('group-title').innerText()).toContain('Mudflat survey');
    await page.getByTestId('drawer-manage').click();
    await page.getByTestId('mute-all').click();
    await expect.poll(() => carol.conversation(people.group)?.muteAll).toBe(true);
    await page.getByTestId('mute-all').click();
    await expect.poll(() => carol.conversation(people.group)?.muteAll).toBe(false);
  });

  it('[U-14] the counter of an announcement stands clear of the buttons, and Esc leads back to where it was opened', async () => {
    const { page, people } = ui;
    await openDrawer(people.group);
    await page.getByTestId('edit-announcement').click();
    const dialog = page.getByRole('dialog').filter({ has: page.getByTestId('announcement-input') });
    const counter = await dialog.getByText('/ 2000').boundingBox();
    const save = await dialog.getByRole('button', { name: 'Save' }).boundingBox();
    expect(counter!.y + counter!.height).toBeLessThanOrEqual(save!.y);
    await page.keyboard.press('Escape');
    await page.getByTestId('announcement-input').waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLElement).dataset['testid'])).toBe('edit-announcement');
  });

  it('[U-14] members have their roles, are found by name, and an invite link is made and revoked', async () => {
    const { page, people } = ui;
    await openDrawer(people.group);
    await page.getByTestId('drawer-members').click();
    await expect.poll(() => page.getByTestId('member').count()).toBe(6);
    const roles = await page.getByTestId('member').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['role']));
    expect(roles.filter((role) => role !== 'member').sort()).toEqual(['admin', 'owner']);
    await page.getByTestId('find-member').fill('Bob');
    await expect.poll(() => page.getByTestId('member').count()).toBe(1);
    expect(await page.getByTestId('member').getAttribute('data-user-id')).toBe(people.client.bob.userId);
    await page.getByTestId('drawer-back').click();
    await page.getByTestId('drawer-links').click();
    await page.getByTestId('create-link').click();
    await page.getByTestId('invite-link').first().waitFor();
    expect((await people.client.alice.api.groups.links(people.group)).length).toBe(1);
    await page.getByTestId('revoke-link').first().click();
    if (
      await page
        .locator('.ant-modal-confirm-btns')
        .isVisible()
        .catch(() => false)
    )
      await confirm();
    await expect.poll(async () => (await people.client.alice.api.groups.links(people.group)).length).toBe(0);
  });

  it('[U-15] friends come by letter, and are found by pinyin and initials', async () => {
    const { page } = ui;
    await ui.open('/contacts');
    await page.getByTestId('contacts-search').fill('wf');
    await page.getByTestId('found-contacts').getByText('王芳').first().waitFor();
    await page.getByTestId('contacts-search').fill('chenxiaoq');
    await page.getByTestId('found-contacts').getByText('陈晓晴').first().waitFor();
    await page.getByTestId('contacts-search').fill('');
    await page.getByTestId('friends').getByText('Bob Marsh').first().waitFor();
  });

  it('[U-15] [F-64] a request is accepted, and a chat with the new friend is there', async () => {
    const { page, people } = ui;
    const name = ui.narrow ? 'ines' : 'hana';
    await ui.open('/contacts/requests');
    await page.getByTestId('accept-request').first().waitFor();
    const row = page.locator(`[data-username="${name}"]`);
    await row.getByTestId('accept-request').click();
    await expect.poll(async () => (await people.client.alice.api.friends()).some(({ username }) => username === name)).toBe(true);
    const friend = (await people.client.alice.api.friends()).find(({ username }) => username === name);
    const { id } = await people.client.alice.openDirect(friend!.friendId);
    await ui.open(`/chat/${id}`);
    await expect.poll(() => page.getByTestId('chat-name').innerText()).toBe(friend!.nickname);
  });

  it('[U-16] somebody is found by his exact name, nobody by a part of it, and oneself as oneself', async () => {
    const { page } = ui;
    await ui.open('/contacts/add');
    const look = async (query: string): Promise<void> => {
      await page.getByTestId('add-friend-username').fill(query);
      await page.getByTestId('add-friend-search').click();
    };
    await look('bob');
    await page.locator('[data-testid="found-user"][data-relation="friend"]').waitFor();
    await look('alice');
    await page.locator('[data-testid="found-user"][data-relation="self"]').waitFor();
    await look('bo');
    await expect.poll(() => page.getByTestId('add-friend-result').innerText()).toMatch(/nobody/i);
  });

  it('[U-16] [F-51] a group is made of chosen friends, and opens', async () => {
    const { page } = ui;
    await ui.open('/contacts/new-group');
    for (const name of ['Bob', 'Emma']) {
      await page.getByTestId('friend-picker-search').fill(name);
      await page.getByTestId('friend-choice').first().click();
    }
    await page.getByTestId('group-name').fill(`Owls ${ui.look.name}`);
    await page.getByTestId('create-group-submit').click();
    await expect.poll(() => page.getByTestId('chat-name').innerText()).toBe(`Owls ${ui.look.name}`);
  });
});
