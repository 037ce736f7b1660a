import { randomUUID } from 'node:crypto';
import { expectAccessible } from '../../support/accessible.ts';
import { OpenIdProvider } from '../../support/provider.ts';
import { expect, test } from '../../support/test.ts';

test('somebody signs in with an account elsewhere, and is signed out from there', async ({
  page,
  chat,
  admin,
  trouble,
}) => {
  // What is asked for once the session is over.
  trouble.allow(/status of 401 /);
  const subject = randomUUID();
  const provider = await OpenIdProvider.start({
    sub: subject,
    preferred_username: `grace-${subject.slice(0, 8)}`,
    name: 'Grace Hopper',
    email: `${subject}@example.org`,
    email_verified: true,
  });
  const added = await admin.post('/api/v1/admin/identity-providers', provider.connection);
  expect(added.status(), await added.text()).toBe(201);
  const { id } = (await added.json()) as { id: string };
  const there = page.getByRole('heading', { name: 'Harbour office' });
  const confirm = page.getByRole('button', { name: 'Continue as Grace Hopper' });
  const account = page.getByRole('button', { name: 'Account of Grace Hopper' });
  try {
    await test.step('sign in there', async () => {
      await page.goto('/');
      await expectAccessible(page, 'sign-in with another service');
      await page.getByRole('link', { name: 'Continue with Harbour office' }).click();
      await expect(there).toBeVisible();
      await confirm.click();
      await expect(account).toBeVisible();
    });

    await test.step('the account says how it is entered', async () => {
      await page.goto('/settings/security');
      await expect(page.getByRole('button', { name: 'Unlink Harbour office' })).toBeVisible();
      await expectAccessible(page, 'security of somebody who signs in elsewhere');
    });

    await test.step('the service ends the session here, over the page', async () => {
      await page.goto('/');
      await chat.ask('What can the Guide answer?');
      await chat.ended();
      await chat.composer.fill('A draft that must survive');
      const address = `${process.env.PARLEY_URL}/api/v1/auth/oidc/${id}/backchannel-logout`;
      expect(await provider.logOut(address)).toBe(200);
      await expect(page.getByRole('dialog', { name: 'Sign in again' })).toBeVisible();
      await expectAccessible(page, 'a session that the service ended');
    });

    await test.step('signing in there once more leads back to where it was', async () => {
      const conversation = chat.id();
      await page
        .getByRole('dialog', { name: 'Sign in again' })
        .getByRole('link', { name: 'Continue with Harbour office' })
        .click();
      await expect(there).toBeVisible();
      await confirm.click();
      await expect(account).toBeVisible();
      expect(chat.id()).toBe(conversation);
      await expect(chat.composer).toHaveValue('A draft that must survive');
    });
  } finally {
    await admin.delete(`/api/v1/admin/identity-providers/${id}`);
    provider.close();
  }
});
