import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expectAccessible } from '../../support/accessible.ts';
import { linkTo } from '../../support/outbox.ts';
import { password } from '../../support/person.ts';
import { expect, test } from '../../support/test.ts';

async function enter(page: Page, username: string, secret = password): Promise<void> {
  await page.getByLabel('Username or e-mail').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('an account opens with the link that was mailed, and a forgotten password is chosen anew', async ({
  page,
  admin,
  trouble,
}) => {
  // Signing in before the address is confirmed; a link that was used.
  trouble.allow(/status of 403 .*\/auth\/login/);
  trouble.allow(/status of 400 .*\/auth\/email\/verify/);
  const username = `nora-${randomUUID().slice(0, 8)}`;
  const address = `${username}@example.org`;
  const account = page.getByRole('button', { name: `Account of ${username}` });
  const changed = await admin.patch('/api/v1/admin/settings', { emailRequired: true });
  expect(changed.status(), await changed.text()).toBe(200);
  try {
    await test.step('register with an address', async () => {
      await page.goto('/register');
      await page.getByLabel('Username').fill(username);
      await page.getByLabel('E-mail').fill(address);
      await page.getByLabel('Password', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Create account' }).click();
      await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
      await expect(page.getByText(address)).toBeVisible();
      await expectAccessible(page, 'an account that waits for its address');
    });
  } finally {
    await admin.patch('/api/v1/admin/settings', { emailRequired: false });
  }
  await linkTo('/verify-email', address);

  await test.step('before the link is opened there is no way in, but another letter', async () => {
    await page.getByRole('button', { name: 'Sign in' }).click();
    await enter(page, username);
    await expect(page.getByText('Please confirm your e-mail address first')).toBeVisible();
  });

  const link = await linkTo('/verify-email', address, 2);
  await test.step('open the link, and go on to sign in', async () => {
    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'Address confirmed' })).toBeVisible();
    expect(page.url(), 'the secret stays nowhere').not.toContain('token');
    await expectAccessible(page, 'a confirmed address');
    await page.getByRole('link', { name: 'Continue to Parley' }).click();
    await enter(page, username);
    await expect(account).toBeVisible();
    await page.goto(new URL('/settings/account', link).href);
    await expect(page.getByText('Confirmed', { exact: true })).toBeVisible();
  });

  await test.step('the link works once', async () => {
    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
    await expectAccessible(page, 'a link that was used');
  });

  await test.step('forget the password', async () => {
    await page.getByRole('link', { name: 'Continue to Parley' }).click();
    await account.click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Forgot password?' }).click();
    await page.getByLabel('E-mail').fill(address);
    await expectAccessible(page, 'a forgotten password');
    await page.getByRole('button', { name: 'Send link' }).click();
    await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
    await expectAccessible(page, 'a link that was sent');
  });

  await test.step('choose another, and sign in with it', async () => {
    const other = 'nine loud herons';
    await page.goto(await linkTo('/reset-password', address));
    await page.getByLabel('New password').fill(other);
    await expectAccessible(page, 'a new password');
    await page.getByRole('button', { name: 'Set password' }).click();
    await expect(page.getByRole('heading', { name: 'Password changed' })).toBeVisible();
    await expectAccessible(page, 'a changed password');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await enter(page, username, other);
    await expect(account).toBeVisible();
  });
});
