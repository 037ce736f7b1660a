import type { Page } from '@playwright/test';
import { expectAccessible } from '../../support/accessible.ts';
import { codeOf, VirtualAuthenticator } from '../../support/authenticator.ts';
import { Person, password } from '../../support/person.ts';
import { expect, test } from '../../support/test.ts';

async function signOut(page: Page, username: string): Promise<void> {
  await page.getByRole('button', { name: `Account of ${username}` }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to Parley' })).toBeVisible();
}

async function enterPassword(page: Page, username: string): Promise<void> {
  await page.getByLabel('Username or e-mail').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('a code of an app is asked for after the password, and a recovery code stands in for it once', async ({
  page,
  person,
  trouble,
}) => {
  trouble.allow(/status of 401 .*\/auth\/login/);
  let secret = '';
  let codes: string[] = [];

  await test.step('set it up', async () => {
    await page.goto('/settings/security');
    await expectAccessible(page, 'security');
    await page.getByRole('button', { name: 'Set up' }).click();
    const dialog = page.getByRole('dialog', { name: 'Set up an authenticator app' });
    await expect(dialog.getByRole('img', { name: /QR code/ })).toBeVisible();
    await expectAccessible(page, 'the set-up of an authenticator app');
    secret = (await dialog.locator('code').textContent()) ?? '';
    await dialog.getByLabel('Code').fill(codeOf(secret));
    const shown = page.getByRole('dialog', { name: 'Recovery codes' });
    await expect(shown.getByRole('listitem')).toHaveCount(10);
    await expectAccessible(page, 'recovery codes');
    codes = await shown.getByRole('listitem').allTextContents();
    await page.keyboard.press('Escape');
    await shown.getByRole('button', { name: 'I have kept them' }).click();
    await expect(page.getByText(/^10 codes left/)).toBeVisible();
  });

  await test.step('sign in with a code, which is good once', async () => {
    await signOut(page, person.username);
    await enterPassword(page, person.username);
    await expect(page.getByLabel('Code')).toBeFocused();
    await expectAccessible(page, 'the second factor');
    await page.getByLabel('Code').fill('000000');
    await expect(page.getByText('This code is not right, or it has been used.')).toBeVisible();
    // The code of this half minute was spent when it was set up; the next one is good already.
    await page.getByLabel('Code').fill(codeOf(secret, 1));
    await expect(page.getByRole('button', { name: `Account of ${person.username}` })).toBeVisible();
  });

  await test.step('sign in with a recovery code, which is good once', async () => {
    const recover = async () => {
      await enterPassword(page, person.username);
      await page.getByRole('button', { name: 'Use a recovery code' }).click();
      await page.getByLabel('Recovery code').fill(codes[0] ?? '');
      await page.getByRole('button', { name: 'Confirm' }).click();
    };
    await signOut(page, person.username);
    await recover();
    await expect(page.getByRole('button', { name: `Account of ${person.username}` })).toBeVisible();
    await page.goto('/settings/security');
    await expect(page.getByText(/^9 codes left/)).toBeVisible();
    await signOut(page, person.username);
    await recover();
    await expect(page.getByText('This code is not right, or it has been used.')).toBeVisible();
  });
});

test('a passkey signs in without a password', async ({ device }) => {
  // Passkeys belong to a name, which an address of numbers is not.
  const context = await device({ baseURL: process.env.PARLEY_URL?.replace('127.0.0.1', 'localhost') });
  const page = await context.newPage();
  const person = await Person.register(page.request, 'pia');
  const authenticator = await VirtualAuthenticator.in(context, page);

  await page.goto('/settings/security');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Test phone');
  await authenticator.touches(true);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('listitem', { name: 'Test phone' })).toBeVisible();
  expect(await authenticator.passkeys()).toBe(1);
  await authenticator.touches(false);
  await expectAccessible(page, 'a passkey');

  await signOut(page, person.username);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await authenticator.touches(true);
  await expect(page.getByRole('button', { name: `Account of ${person.username}` })).toBeVisible();
  await page.goto('/settings/security');
  await expect(page.getByRole('listitem', { name: 'Test phone' })).toContainText('Used');
});
