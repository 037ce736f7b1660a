import { ChatScreen } from '../../support/chat.ts';
import { password, Person } from '../../support/person.ts';
import { expect, test } from '../../support/test.ts';

test('two tabs stay in step', async ({ context, page, person, chat }) => {
  const conversation = await person.chatWith('paced');
  await chat.open(conversation);
  const other = new ChatScreen(await context.newPage());
  await other.open(conversation);

  await chat.ask('Count in both.');
  await expect(other.questions.first()).toContainText('Count in both.');
  await expect.poll(() => other.text(), { message: 'the other tab streams too' }).not.toBe('');
  await expect(other.stop).toBeVisible();
  await chat.ended('finished', 90_000);
  await other.ended('finished', 90_000);
  const stored = (await person.lastText(conversation)).trim();
  expect((await chat.text()).trim()).toBe(stored);
  expect((await other.text()).trim()).toBe(stored);

  await test.step('a stop in one tab stops both', async () => {
    await other.ask('Once more.');
    await expect.poll(async () => (await chat.text()).length).toBeGreaterThan(50);
    await chat.stop.click();
    await other.ended('stopped');
    await chat.ended('stopped');
  });

  await test.step('a new title reaches the other tab', async () => {
    await page.getByRole('button', { name: 'Chat options' }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await page.getByLabel('Title').fill('Counting together');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(other.chats.getByRole('link', { name: 'Counting together' })).toBeVisible();
  });

  await test.step('a deleted chat is gone in both', async () => {
    await page.getByRole('button', { name: 'Chat options' }).click();
    await page.getByRole('menuitem', { name: 'Delete chat' }).click();
    await expect(other.chats.getByRole('link', { name: 'Counting together' })).toHaveCount(0, {
      timeout: 60_000,
    });
  });
});

test('a session ended from another device asks to sign in again, over the page', async ({
  page,
  person,
  chat,
  device,
  trouble,
}) => {
  trouble.allow(/status of 401 /);
  const conversation = await person.chatWith('echo');
  await chat.open(conversation);
  await chat.ask('Before the end');
  await chat.ended();
  await chat.composer.fill('A draft that must survive');

  const elsewhere = await (await device()).newPage();
  await Person.signIn(elsewhere.request, person.username);
  await elsewhere.goto('/settings/security');
  await expect(elsewhere.getByText('This device')).toBeVisible();
  await elsewhere.getByRole('button', { name: 'End all others' }).click();
  await expect(elsewhere.getByText('All other sessions ended').first()).toBeVisible();

  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await expect(dialog).toBeVisible({ timeout: 60_000 });
  await dialog.getByLabel('Password', { exact: true }).fill(password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(chat.composer).toHaveValue('A draft that must survive');
  await chat.composer.press('Enter');
  await chat.ended();
  await expect(chat.answers.last()).toContainText('A draft that must survive');
});

test('a session that is ended while an answer streams to it hears no more, and loses nothing', async ({
  page,
  person,
  chat,
  device,
  trouble,
}) => {
  trouble.allow(/status of 401 /);
  const conversation = await person.chatWith('paced');
  await chat.open(conversation);

  // Ready to end it with one click, before the answer begins.
  const elsewhere = await (await device()).newPage();
  const same = await Person.signIn(elsewhere.request, person.username);
  await elsewhere.goto('/settings/security');
  const end = elsewhere.getByRole('button', { name: /^End session on/ });
  await expect(end).toHaveCount(1);

  await chat.ask('Tell me something long');
  await expect.poll(() => chat.text()).not.toBe('');
  await end.click();
  await expect(elsewhere.getByText('Session ended').first()).toBeVisible();
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await expect(dialog).toBeVisible();

  await test.step('the answer goes on at the server, and reaches this page no more', async () => {
    await expect
      .poll(async () => (await same.messages(conversation)).at(-1)?.status)
      .toBe('finished');
    const stored = (await same.lastText(conversation)).trim();
    const shown = (await chat.text()).trim();
    expect(stored.split(' ')).toHaveLength(500);
    expect(shown.length).toBeLessThan(stored.length);
    expect(stored.startsWith(shown), 'what was shown is its beginning').toBe(true);
  });

  await test.step('whoever signs in again sees it whole', async () => {
    await dialog.getByLabel('Password', { exact: true }).fill(password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await expect(dialog).toHaveCount(0);
    await chat.ended();
    expect((await chat.text()).trim()).toBe((await same.lastText(conversation)).trim());
  });
});
