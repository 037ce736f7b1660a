import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { expectAccessible } from '../../support/accessible.ts';
import { ChatScreen } from '../../support/chat.ts';
import { EmbeddingProvider } from '../../support/embeddings.ts';
import { Person } from '../../support/person.ts';
import { expect, test } from '../../support/test.ts';

const lease = `# Lease of the ferry

## Deposit

The deposit for the river ferry Marguerite is 4,200 crowns. It is paid back within thirty days after the ferry was returned
without damage.

## Winter

From November to March the ferry lies in the harbour of Ostrava. The harbour master keeps the keys.
`;

async function makeCollection(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New collection' }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Create collection' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

async function add(page: Page, name: string, text: string, mimeType = 'text/markdown'): Promise<void> {
  await page.getByTestId('files').setInputFiles({ name, mimeType, buffer: Buffer.from(text) });
}

function row(page: Page, name: string) {
  return page.getByRole('list', { name: 'Documents' }).getByRole('listitem', { name });
}

test('a file that is added answers a question, and the answer shows the passage it stands on', async ({
  page,
  person,
  chat,
}) => {
  expect(person.username).not.toBe('');
  await page.goto('/');
  await page.getByRole('link', { name: 'Knowledge' }).click();

  await test.step('make a collection', async () => {
    await expect(page.getByText('No collection of your own yet')).toBeVisible();
    await expectAccessible(page, 'no collection');
    await page.getByRole('button', { name: 'New collection' }).click();
    await expectAccessible(page, 'a new collection');
    await page.getByLabel('Name', { exact: true }).fill('Ferry papers');
    await page.getByLabel('Description').fill('What was agreed about the Marguerite');
    await page.getByRole('button', { name: 'Create collection' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Ferry papers' })).toBeVisible();
    await expect(page.getByText('Nothing in here yet')).toBeVisible();
    await expectAccessible(page, 'an empty collection');
  });

  await test.step('add a file and see it become ready', async () => {
    await add(page, 'lease.md', lease);
    await expect(row(page, 'Lease of the ferry')).toContainText(/\d+ passages?/);
    await expect(page.getByText('1 document', { exact: false }).first()).toBeVisible();
    await expectAccessible(page, 'a collection with a document');
  });

  await test.step('read it, and the passages it was cut into', async () => {
    await row(page, 'Lease of the ferry').getByRole('button', { name: 'Lease of the ferry', exact: true }).click();
    const panel = page.getByRole('complementary', { name: 'Document' });
    await expect(panel.getByRole('heading', { name: 'Deposit' })).toBeVisible();
    await panel.getByRole('tab', { name: 'Passages' }).click();
    await expectAccessible(page, 'the passages of a document');
    await panel.getByRole('button', { name: /harbour of Ostrava/ }).click();
    await expect(panel.locator('mark').first()).toBeVisible();
    await expect(panel.locator('mark', { hasText: 'harbour of Ostrava' })).toBeVisible();
    await expectAccessible(page, 'a marked passage');
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
  });

  await test.step('see how a question is looked up', async () => {
    await page.getByRole('tab', { name: 'Search inspector' }).click();
    await expectAccessible(page, 'the inspector before a question');
    await page.getByRole('searchbox', { name: 'A question' }).fill('How much is the deposit for the river ferry?');
    await page.keyboard.press('Enter');
    const best = page.getByRole('table').getByRole('row').nth(1);
    await expect(best).toContainText('4,200 crowns');
    await expect(best).toContainText('Used');
    await expectAccessible(page, 'the inspector');
    await best.getByRole('button').click();
    const panel = page.getByRole('complementary', { name: 'Document' });
    await expect(panel.locator('mark', { hasText: '4,200 crowns' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
  });

  await test.step('choose it in a new chat with #, by keyboard alone', async () => {
    await page.keyboard.press('Control+Shift+o');
    await expect(chat.composer).toBeFocused();
    await page.keyboard.type('#ferry');
    const list = page.getByRole('listbox', { name: 'Collections' });
    await expect(list.getByRole('option')).toHaveCount(1);
    await expectAccessible(page, 'choosing a collection');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('list', { name: 'Answers come from' })).toContainText('Ferry papers');
    await expect(chat.composer).toHaveValue('');
    await expectAccessible(page, 'a chosen collection');
  });

  await test.step('ask, and check the cited passage', async () => {
    await chat.ask('How much is the deposit for the river ferry Marguerite?');
    await chat.ended();
    expect(await chat.text()).toContain('4,200 crowns');
    await chat.answers.last().getByTestId('citation').first().click();
    const panel = page.getByRole('complementary', { name: 'Source' });
    await expect(panel).toContainText('Ferry papers');
    await expect(panel.locator('mark').filter({ hasText: '4,200 crowns' })).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('the chat keeps its choice', async () => {
    await page.reload();
    await expect(page.getByRole('list', { name: 'Answers come from' })).toContainText('Ferry papers');
    await page.getByRole('button', { name: 'Take out Ferry papers' }).click();
    await expect(page.getByRole('list', { name: 'Answers come from' })).toHaveCount(0);
    await page.reload();
    await expect(chat.answers).toHaveCount(1);
    await expect(page.getByRole('list', { name: 'Answers come from' })).toHaveCount(0);
  });
});

test('a page of the web is added by its address', async ({ page, person, trouble }) => {
  // An address that is refused.
  trouble.allow(/status of 400 .*\/pages/);
  expect(person.username).not.toBe('');
  let asked = 0;
  const site = createServer((request, response) => {
    if (request.url !== '/stove') {
      response.writeHead(request.url === '/broken' ? 503 : 204).end();
      return;
    }
    asked++;
    response
      .writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
      .end('<!doctype html><title>The Borealis stove</title><p>Open the damper by three quarters.</p>');
  }).listen(0, '127.0.0.2');
  await once(site, 'listening');
  const root = `http://127.0.0.2:${(site.address() as AddressInfo).port}`;
  const dialog = page.getByRole('dialog', { name: 'Add a web page' });
  const field = dialog.getByLabel('Address');
  const enter = async (address: string) => {
    await page.getByRole('button', { name: 'Add from web' }).click();
    await page.getByRole('menuitem', { name: 'Web page' }).click();
    await expect(field).toBeFocused();
    await page.keyboard.insertText(address);
    await page.keyboard.press('Enter');
  };
  try {
    await page.goto('/knowledge');
    await makeCollection(page, 'Stoves');

    await test.step('one that is none is refused at the field', async () => {
      await enter('ftp://example.org');
      await expect(dialog.getByText('The address must begin with https:// or http://.')).toBeVisible();
      await expect(field).toHaveAttribute('aria-invalid', 'true');
      await expectAccessible(page, 'an address that was refused');
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
    });

    await test.step('one is fetched and read', async () => {
      await enter(`${root}/stove`);
      await expect(dialog).toHaveCount(0);
      const stove = row(page, 'The Borealis stove');
      await expect(stove).toContainText('1 passage');
      const link = stove.getByRole('link', { name: `${root}/stove` });
      await expect(link).toHaveAttribute('href', `${root}/stove`);
      await expect(link).toHaveAttribute('target', '_blank');
      await expect(link).toHaveAttribute('rel', 'noopener noreferrer');
      const opened = page.waitForEvent('popup');
      await link.click();
      await (await opened).close();
      await expectAccessible(page, 'a page of the web');
    });

    await test.step('the same again is shown, not added', async () => {
      const before = asked;
      await enter(`${root}/stove#damper`);
      await expect(page.getByText('The Borealis stove is already in this collection')).toBeVisible();
      const panel = page.getByRole('complementary', { name: 'Document' });
      await expect(panel).toContainText('Open the damper by three quarters.');
      await expect(panel.getByRole('link', { name: `${root}/stove` })).toBeVisible();
      await expect(page.getByRole('list', { name: 'Documents' }).getByRole('listitem')).toHaveCount(1);
      await panel.getByRole('button', { name: 'Close' }).click();
      expect(asked).toBe(before);
    });

    await test.step('one that gives nothing, and one that is out of bounds, say so', async () => {
      await enter(`${root}/broken`);
      await expect(row(page, `${root}/broken`)).toContainText('The server answered with an error (503).', {
        timeout: 60_000,
      });
      await enter('http://127.0.0.1/');
      await expect(row(page, 'http://127.0.0.1/')).toContainText('It leads into a private network', {
        timeout: 60_000,
      });
      await expectAccessible(page, 'pages that could not be fetched');
    });
  } finally {
    site.closeAllConnections();
    site.close();
  }
});

test('what cannot be read says why, and what is deleted can be taken back', async ({ page, person }) => {
  expect(person.username).not.toBe('');
  await page.goto('/knowledge');
  await makeCollection(page, 'Odds and ends');
  await page.getByTestId('files').setInputFiles([
    { name: 'blank.txt', mimeType: 'text/plain', buffer: Buffer.from('   \n') },
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('The kettle is blue.') },
  ]);
  await expect(row(page, 'notes')).toContainText('1 passage');
  const blank = row(page, 'blank');
  await expect(blank).toContainText('There is no text in it.');
  await expect(blank.getByRole('button', { name: /^Retry/ })).toBeVisible();
  await expectAccessible(page, 'a document that failed');
  await blank.getByRole('button', { name: /^Retry/ }).click();
  await expect(blank).toContainText('There is no text in it.');

  await test.step('search and filter', async () => {
    await page.getByLabel('Search documents').fill('notes');
    await expect(blank).toHaveCount(0);
    await expect(row(page, 'notes')).toBeVisible();
    await page.getByLabel('Search documents').fill('');
    await page.getByLabel('State').selectOption('failed');
    await expect(row(page, 'notes')).toHaveCount(0);
    await expect(blank).toBeVisible();
    await page.getByLabel('State').selectOption('');
  });

  await test.step('delete and undo', async () => {
    await page.getByRole('button', { name: /^Options for notes/ }).click();
    await page.getByRole('menuitem', { name: 'Delete document' }).click();
    await expect(row(page, 'notes')).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(row(page, 'notes')).toBeVisible();
  });

  await test.step('delete the collection for good by leaving', async () => {
    await page.getByRole('button', { name: 'Collection options' }).click();
    await page.getByRole('menuitem', { name: 'Delete collection' }).click();
    await expect(page).toHaveURL(/\/knowledge$/);
    await expect(page.getByRole('link', { name: 'Odds and ends' })).toHaveCount(0);
    await page.reload();
    await expect(page.getByRole('link', { name: /Handbook/ })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Odds and ends' })).toHaveCount(0);
  });
});

test('a file goes along with one message, and the answer quotes it', async ({ page, person, chat }) => {
  expect(person.username).not.toBe('');
  await page.goto('/');
  await expect(chat.composer).toBeVisible();
  await page.getByTestId('attach').setInputFiles({
    name: 'kettle.md',
    mimeType: 'text/markdown',
    buffer: Buffer.from('# Kettle\n\nThe copper kettle of the harbour office holds eleven litres.\n'),
  });
  const file = page.getByRole('list', { name: 'Attached files' }).getByRole('listitem', { name: 'kettle.md' });
  await expect(file).toBeVisible();
  await expectAccessible(page, 'an attached file');
  // Sent while it may still be read: it waits.
  await chat.composer.fill('How many litres does the copper kettle hold?');
  await chat.composer.press('Enter');
  await expect(chat.questions).toHaveCount(1);
  await chat.ended();
  expect(await chat.text()).toContain('eleven litres');
  await expect(file).toHaveCount(0);
  await chat.answers.last().getByTestId('citation').first().click();
  await expect(
    page.getByRole('complementary', { name: 'Source' }).locator('mark', { hasText: 'eleven litres' }),
  ).toBeVisible();

  await test.step('one that cannot be read says so and is left out', async () => {
    await page.getByTestId('attach').setInputFiles({
      name: 'blank.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('  \n'),
    });
    const blank = page.getByRole('listitem', { name: 'blank.txt' });
    await expect(blank).toContainText('There is no text in it.');
    await expectAccessible(page, 'an attached file that cannot be read');
    await chat.composer.fill('And now?');
    await expect(chat.send).toBeDisabled();
    await blank.getByRole('button', { name: 'Remove blank.txt' }).click();
    await expect(chat.send).toBeEnabled();
  });

  await test.step('it is in no collection', async () => {
    await page.getByRole('link', { name: 'Knowledge' }).click();
    await expect(page.getByText('No collection of your own yet')).toBeVisible();
  });
});

test('a shared collection is there for others, to read', async ({ page, person, device, trouble }) => {
  // Whoever does not exist cannot be shared with.
  trouble.allow(/status of 404 .*\/people\//);
  const other = await (await device()).newPage();
  const friend = await Person.register(other.request, 'robin');
  expect(person.username).not.toBe('');
  await page.goto('/knowledge');
  await makeCollection(page, 'House rules');
  await page.getByRole('button', { name: 'Collection options' }).click();
  await page.getByRole('menuitem', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share House rules' });
  await dialog.getByLabel('Username').fill('nobody-by-this-name');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByLabel('Username').fill(friend.username);
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(dialog.getByLabel(`Access of ${friend.username}`)).toHaveValue('read');
  await expectAccessible(page, 'sharing a collection');
  await dialog.getByRole('button', { name: 'Done' }).click();

  await other.goto('/knowledge');
  await expect(other.getByRole('link', { name: 'House rules' })).toBeVisible();
  await expect(other.getByText('Can view')).toBeVisible();
  await other.getByRole('link', { name: 'House rules' }).click();
  await expect(other.getByRole('heading', { level: 1, name: 'House rules' })).toBeVisible();
  await expect(other.getByRole('button', { name: 'Add files' })).toHaveCount(0);

  await test.step('what is added reaches the other at once', async () => {
    await add(page, 'quiet.md', '# Quiet\n\nQuiet begins at ten in the evening.');
    await expect(row(other, 'Quiet')).toContainText('1 passage');
  });
});

test('a collection goes over to another embedding model, and is searched all the while', async ({
  page,
  person,
  admin,
}) => {
  expect(person.username).not.toBe('');
  const provider = await EmbeddingProvider.start();
  let open = () => {};
  provider.gate = new Promise((resolve) => {
    open = resolve;
  });
  const added = await admin.post('/api/v1/admin/providers', {
    kind: 'openai',
    name: 'Vectors',
    baseUrl: provider.baseUrl,
    apiKey: 'sk-vectors',
  });
  expect(added.status(), await added.text()).toBe(201);
  const { id } = (await added.json()) as { id: string };
  const dialog = page.getByRole('dialog', { name: 'Edit collection' });
  const change = page.getByText(`Changing to ${EmbeddingProvider.model}: 0 of 2 passages`);
  const edit = async () => {
    await page.getByRole('button', { name: 'Collection options' }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
  };
  const lookUp = async (question: string) => {
    await page.getByRole('tab', { name: 'Search inspector' }).click();
    await page.getByRole('searchbox', { name: 'A question' }).fill(question);
    await page.keyboard.press('Enter');
    const best = page.getByRole('table').getByRole('row').nth(1);
    await expect(best).toContainText('harbour master');
    await page.getByRole('tab', { name: 'Documents' }).click();
  };
  try {
    await page.goto('/knowledge');
    await makeCollection(page, 'Ferry papers');
    await add(page, 'keys.md', '# Keys\n\nThe harbour master keeps the keys of the ferry.');
    await add(page, 'kettle.md', '# Kettle\n\nThe copper kettle holds eleven litres.');
    for (const title of ['Keys', 'Kettle']) await expect(row(page, title)).toContainText('1 passage');

    await test.step('choose the model', async () => {
      await edit();
      const field = dialog.getByLabel('Embedding model');
      await field.selectOption({ label: `${EmbeddingProvider.model} — vectors` });
      await expect(dialog.getByText(/embedded anew in the background/)).toBeVisible();
      await expectAccessible(page, 'another embedding model');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await expect(dialog).toHaveCount(0);
    });

    await test.step('while passages are embedded anew, the old model serves', async () => {
      await expect(change).toBeVisible();
      await expectAccessible(page, 'a collection that is embedded anew');
      await lookUp('Who keeps the keys?');
      await expect(change).toBeVisible();
      expect(provider.questions).not.toContain('Who keeps the keys?');
    });

    await test.step('afterwards the new one does', async () => {
      open();
      await expect(change).toHaveCount(0);
      await expect(page.getByText(/^Changing to/)).toHaveCount(0);
      await edit();
      await expect(dialog.getByLabel('Embedding model').locator('option:checked')).toHaveText(
        `${EmbeddingProvider.model} — vectors`,
      );
      await page.keyboard.press('Escape');
      await lookUp('Who has the keys of the ferry?');
      expect(provider.questions).toContain('Who has the keys of the ferry?');
    });
  } finally {
    open();
    await admin.delete(`/api/v1/admin/providers/${id}`);
    provider.close();
  }
});

test('knowledge fits a phone', async ({ device }) => {
  const phone = await device({ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });
  const page = await phone.newPage();
  await Person.register(page.request, 'pocket');
  const fits = async (what: string) => {
    const width = await page.evaluate(() =>
      Math.max(document.documentElement.scrollWidth, document.body.scrollWidth),
    );
    expect(width, what).toBeLessThanOrEqual(360);
  };
  await page.goto('/knowledge');
  await makeCollection(page, `A very ${'long'.repeat(20)} name`);
  await fits('an empty collection');
  await add(page, `${'w'.repeat(120)}.md`, lease);
  const added = page.getByRole('list', { name: 'Documents' }).getByRole('listitem').first();
  await expect(added).toContainText(/\d+ passages?/);
  await fits('a collection');
  await expectAccessible(page, 'a collection on a phone');
  await added.getByRole('button').first().tap();
  const panel = page.getByRole('complementary', { name: 'Document' });
  await expect(panel.getByRole('heading', { name: 'Deposit' })).toBeVisible();
  await fits('a document');
  await expectAccessible(page, 'a document on a phone');
  await panel.getByRole('button', { name: 'Close' }).tap();
  await page.getByRole('button', { name: 'Ask in a new chat' }).tap();
  const chat = new ChatScreen(page);
  await expect(page.getByRole('list', { name: 'Answers come from' })).toBeVisible();
  await chat.composer.fill('#');
  await expect(page.getByRole('listbox', { name: 'Collections' })).toBeVisible();
  await fits('choosing a collection');
});
