import { expectAccessible } from '../../support/accessible.ts';
import { administrator, Person } from '../../support/person.ts';
import { expect, test } from '../../support/test.ts';

test('the administrator connects a server, sees its models, and the same chat streams from one', async ({
  page,
  chat,
  trouble,
}) => {
  const admin = await Person.signIn(page.request, administrator);
  await page.goto('/');
  await chat.ask('What can the Guide answer?');
  await chat.ended();
  const conversation = chat.id();

  await test.step('a key that is refused is told', async () => {
    await page.getByRole('button', { name: `Account of ${administrator}` }).click();
    await page.getByRole('menuitem', { name: 'Settings' }).click();
    await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Models' }).click();
    await expect(page.getByText('No provider yet')).toBeVisible();
    await expectAccessible(page, 'no provider');
    await page.getByRole('button', { name: 'Add provider' }).click();
    await expectAccessible(page, 'adding a provider');
    await page.getByLabel('Base URL').fill(`${process.env.STUB_URL}/v1`);
    await page.getByLabel('API key').fill('wrong');
    await page.getByLabel('Name', { exact: true }).fill('Stub');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    const row = page.getByRole('listitem', { name: 'Stub' });
    await expect(row).toBeVisible();
    await expect(row).toContainText(/key/i);
    await expect(row).not.toContainText('Connected');
  });

  await test.step('with the right key its models are there', async () => {
    await page.getByRole('button', { name: 'Options for Stub' }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    await page.getByLabel('API key').fill('sk-right-abcd');
    await page.getByRole('button', { name: 'Save' }).click();
    const row = page.getByRole('listitem', { name: 'Stub' });
    await expect(row).toContainText(/Connected, \d+ models/);
    await expect(row).toContainText('abcd');
    await expect(row).not.toContainText('sk-right');
    await row.getByText('Show models').click();
    await expect(row.getByText('echo', { exact: true })).toBeVisible();
    await expectAccessible(page, 'a connected provider');
  });

  await test.step('the default for new chats stays the Guide until it is changed', async () => {
    await page.getByRole('combobox', { name: 'Default model' }).selectOption('parley/guide');
    const defaultModel = async () => {
      const settings = await admin.get('/api/v1/admin/settings');
      return ((await settings.json()) as { defaultModel: string | null }).defaultModel;
    };
    await expect.poll(defaultModel).toBe('parley/guide');
  });

  await test.step('the chat goes on with one of them', async () => {
    await page.goto(`/chat/${conversation}`);
    await chat.pickModel('stub');
    await chat.ask('Good morning, model');
    await expect(chat.stop).toBeVisible();
    await chat.ended();
    expect(await chat.text()).toContain('You said: Good morning, model');
    await expect(chat.answers).toHaveCount(2);
    expect(await admin.lastText(conversation)).toContain('This is a **stub**');
  });
  expect(trouble.found).toEqual([]);
});
