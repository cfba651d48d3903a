import type { Page } from 'playwright-core';

/** Signs in on the page of the web tier at `origin`, and waits for a synced link. */
export async function signIn(page: Page, origin: string, { username, password }: { username: string; password: string }): Promise<void> {
  await page.goto(`${origin}/login`);
  await page.getByTestId('username').fill(username);
  await page.getByTestId('password').fill(password);
  await page.getByTestId('submit').click();
  await page.getByTestId('conversation').first().waitFor();
  await page.locator('[data-testid="transport-badge"][data-state="online"]').waitFor({ state: 'attached' });
}
