import { expectAccessible } from '../../support/accessible.ts';
import { administrator, Person } from '../../support/person.ts';
import { expect, test } from '../../support/test.ts';

test('an administrator reads a chat with a reason, and its owner sees who and why', async ({
  page,
  person,
  device,
}) => {
  const reason = 'A complaint about the letter to the landlord';
  const conversation = await person.chatWith('echo', 'Letter to the landlord');
  await person.ask(conversation, 'The deposit is **mine**.');
  const office = await (await device()).newPage();
  await Person.signIn(office.request, administrator);

  await test.step('from the list of people to the chats of one', async () => {
    await office.goto('/settings/people');
    await office.getByLabel('Search by name or e-mail').fill(person.username);
    await office.getByRole('button', { name: `Options for ${person.username}` }).click();
    await office.getByRole('menuitem', { name: 'Read chats…' }).click();
    await expect(office.getByRole('heading', { name: `Chats of ${person.username}` })).toBeVisible();
    await expectAccessible(office, "somebody's chats by title");
  });

  await test.step('nothing is shown before a reason was given', async () => {
    await office.getByRole('button', { name: 'Read Letter to the landlord' }).click();
    const dialog = office.getByRole('dialog', { name: 'Read “Letter to the landlord”?' });
    const open = dialog.getByRole('button', { name: 'Open for 15 minutes' });
    await expect(open).toBeDisabled();
    await dialog.getByLabel('Reason').fill(reason);
    await expectAccessible(office, 'a reason to read');
    await open.click();
    await expect(office.getByText(/^Open for 1\d more minutes/)).toBeVisible();
    await expect(office.getByRole('article', { name: person.username })).toContainText(
      'The deposit is **mine**.',
    );
    await expect(office.getByRole('article', { name: 'Answer' }).locator('strong')).toContainText(
      'mine',
    );
    await expectAccessible(office, "somebody's chat");
  });

  await test.step('its owner is told', async () => {
    await page.goto('/settings/security');
    const told = page.getByRole('listitem').filter({ hasText: reason });
    await expect(told).toContainText(administrator);
    await expect(told).toContainText('Letter to the landlord');
    await expectAccessible(page, 'who read my chats');
  });

  await test.step('whoever is to be read can be searched here as well', async () => {
    await office.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Read chats' }).click();
    await expectAccessible(office, 'whose chats to read');
    await office.getByLabel('Search by name or e-mail').fill(person.username);
    await office.getByRole('main').getByRole('button', { name: person.username }).click();
    await expect(office.getByRole('button', { name: 'Read Letter to the landlord' })).toBeVisible();
  });
});
