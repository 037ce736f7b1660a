import { readFile } from 'node:fs/promises';
import { expectAccessible } from '../../support/accessible.ts';
import { password } from '../../support/person.ts';
import { expect, test } from '../../support/test.ts';

test('somebody takes everything along and erases the account', async ({ page, person, trouble }) => {
  // Signing in where there is no account any more.
  trouble.allow(/status of 401 .*\/auth\/(login|refresh)/);
  const chat = await person.chatWith('echo', 'Plans for spring');
  await person.ask(chat, 'Remember the tulips');

  await test.step('export', async () => {
    await page.goto('/settings/data');
    await page.getByRole('button', { name: 'Prepare export' }).click();
    const save = page.getByRole('button', { name: 'Download' });
    await expect(save).toBeVisible();
    await expectAccessible(page, 'your data');
    const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
    expect(download.suggestedFilename()).toMatch(/^parley-\d{4}-\d\d-\d\d\.zip$/);
    const archive = await readFile(await download.path());
    expect(archive.subarray(0, 2).toString('latin1')).toBe('PK');
    expect(archive.includes('Plans for spring.md')).toBe(true);
    expect(archive.includes('account/profile.json')).toBe(true);
  });

  await test.step('erase', async () => {
    await page.getByRole('button', { name: 'Delete account…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete your account?' });
    await expectAccessible(page, 'deleting the account');
    await expect(dialog.getByText('Collections that you share are deleted for everyone')).toBeVisible();
    const erase = dialog.getByRole('button', { name: 'Delete for good' });
    await expect(erase).toBeDisabled();
    await dialog.getByLabel(/^Type your username/).fill(person.username);
    await erase.click();
  });

  await test.step('the receipt', async () => {
    await expect(page.getByRole('heading', { name: 'Your account is deleted' })).toBeVisible();
    await expect(page.locator('dl > div', { hasText: 'Messages' })).toContainText('2');
    await expectAccessible(page, 'the farewell');
    const [receipt] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save receipt' }).click(),
    ]);
    const saved: unknown = JSON.parse(await readFile(await receipt.path(), 'utf8'));
    expect(saved).toMatchObject({ chats: 1, messages: 2 });
  });

  await test.step('nobody can sign in any more', async () => {
    await page.getByRole('link', { name: 'Done' }).click();
    await page.getByLabel('Username or e-mail').fill(person.username);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByRole('alert')).toBeVisible();
  });
});
