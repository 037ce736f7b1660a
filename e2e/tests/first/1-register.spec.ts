import { expectAccessible } from '../../support/accessible.ts';
import { administrator, password } from '../../support/person.ts';
import { expect, test } from '../../support/test.ts';

test.describe.configure({ mode: 'serial' });

test('the first person registers, becomes administrator and gets cited answers from the Guide', async ({
  page,
  chat,
}) => {
  await page.goto('/');
  await test.step('register', async () => {
    await expect(page.getByRole('heading', { name: 'Set up Parley' })).toBeVisible();
    await expectAccessible(page, 'registration');
    await page.getByLabel('Username').fill(administrator);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(page.getByRole('button', { name: `Account of ${administrator}` })).toContainText(
      'Administrator',
    );
    await expect(page.getByText('Your chats will be listed here.')).toBeVisible();
    await expect(page.getByRole('combobox', { name: /^Model: / })).toContainText('Guide');
    await expectAccessible(page, 'empty chat');
  });

  await test.step('ask the Guide', async () => {
    await chat.ask('How do I connect OpenAI?');
    await expect(chat.stop).toBeVisible();
    await expect.poll(() => chat.text()).not.toBe('');
    const early = await chat.text();
    await chat.ended();
    const whole = await chat.text();
    expect(whole.length, 'the answer grew while it was read').toBeGreaterThan(early.length);
    expect(whole).toContain('OPENAI_API_KEY');
    await expectAccessible(page, 'an answer');
  });

  await test.step('open a cited passage', async () => {
    const chip = chat.answers.last().getByTestId('citation').first();
    await expect(chip).toBeVisible();
    await chip.click();
    const panel = page.getByRole('complementary', { name: 'Source' });
    const passage = panel.locator('mark').first();
    await expect(passage).toBeVisible();
    expect((await passage.textContent())?.trim()).not.toBe('');
    await expectAccessible(page, 'a source');
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
  });

  await test.step('ask again, in the same chat', async () => {
    await chat.ask('Where does Parley keep its data?');
    await chat.ended();
    await expect(chat.questions).toHaveCount(2);
    await expect(chat.answers).toHaveCount(2);
    await expect(chat.answers.last().getByTestId('citation').first()).toBeVisible();
  });

  await test.step('open a second chat, find both by day', async () => {
    const first = chat.id();
    await page.getByRole('navigation', { name: 'Chats' }).getByRole('button', { name: 'New chat' }).click();
    await chat.ask('What can the Guide answer?');
    await chat.ended();
    expect(chat.id()).not.toBe(first);
    await expect(chat.chats.getByRole('heading', { name: 'Today' })).toBeVisible();
    await expect(chat.chats.getByRole('link')).toHaveCount(2);
    await expect(chat.chats.getByRole('link', { name: /OpenAI/ })).toBeVisible();
    await chat.chats.getByRole('link', { name: /OpenAI/ }).click();
    await expect(chat.questions.first()).toContainText('How do I connect OpenAI?');
    expect(chat.id()).toBe(first);
  });

  await test.step('delete a chat, take it back, delete it for good', async () => {
    const row = chat.chats.getByRole('link', { name: /OpenAI/ });
    const deleteIt = async () => {
      await row.hover();
      await page.getByRole('button', { name: /^Options for .*OpenAI/ }).click();
      await page.getByRole('menuitem', { name: 'Delete chat' }).click();
      await expect(row).toHaveCount(0);
    };
    await deleteIt();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(row).toBeVisible();
    await expect(chat.questions.first()).toContainText('How do I connect OpenAI?');
    const deleted = chat.id();
    await deleteIt();
    // Leaving the page is the end of the time in which it can be undone.
    await page.reload();
    await expect(chat.chats.getByRole('link')).toHaveCount(1);
    await expect(row).toHaveCount(0);
    expect(deleted).not.toBe('');
  });

  await test.step('sign out and in again', async () => {
    await page.getByRole('button', { name: `Account of ${administrator}` }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page.getByRole('heading', { name: 'Sign in to Parley' })).toBeVisible();
    await expectAccessible(page, 'sign-in');
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Sign in to Parley' })).toBeVisible();
    await page.getByLabel('Username or e-mail').fill(administrator);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(chat.chats.getByRole('link')).toHaveCount(1);
  });
});

test('a wrong password is refused in one sentence', async ({ page, trouble }) => {
  trouble.allow(/status of 401 .*\/auth\/login/);
  await page.goto('/');
  await page.getByLabel('Username or e-mail').fill(administrator);
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Username or password is not right.')).toBeVisible();
  await expectAccessible(page, 'a refused sign-in');
});
