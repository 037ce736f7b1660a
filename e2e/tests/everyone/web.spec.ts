import type { Page, TestInfo } from '@playwright/test';
import { expectAccessible } from '../../support/accessible.ts';
import { administrator, Person } from '../../support/person.ts';
import { expect, test } from '../../support/test.ts';
import { SearchEngine, Site } from '../../support/web.ts';

const stove = `<!doctype html><title>The Borealis stove</title><h1>The Borealis stove</h1><h2>Lighting</h2>
<p>Open the damper by three quarters before the Borealis stove is lit.</p>
<h2>Ash</h2><p>Ash is taken out on the next day, when it is cold.</p>`;
const question = 'How far is the damper of the Borealis stove opened?';

/** As a designer looks at it: both themes, and on a phone. */
async function pictures(page: Page, info: TestInfo, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: info.outputPath(`${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 360, height: 720 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(
    360,
  );
  await page.screenshot({ path: info.outputPath(`${name}-phone.png`) });
  await page.setViewportSize({ width: 1280, height: 800 });
}

test('a question is looked up in the web by an engine that the administrator connects', async ({
  page,
  person,
  chat,
  device,
  trouble,
}, info) => {
  // An engine without its key is refused.
  trouble.allow(/status of 400 .*\/admin\/web-search/);
  const engine = await SearchEngine.start();
  const site = await Site.serve({ '/stove': stove });
  engine.results = [
    { title: 'Borealis stoves', url: `${site.root}/stove`, content: 'All about stoves.' },
    { title: 'Inside', url: 'http://127.0.0.1:1/', content: 'Not for strangers.' },
  ];
  const web = page.getByRole('switch', { name: 'Search the web' });
  const office = await (await device()).newPage();
  await Person.signIn(office.request, administrator);
  try {
    await test.step('nobody is offered what is not there, but the administrator is told how', async () => {
      await chat.open(await person.chatWith('parley/guide', 'Stoves'));
      await expect(web).toHaveCount(0);
      await office.goto('/');
      await office.getByRole('link', { name: 'Connect a web search' }).click();
      await expect(office.getByRole('heading', { name: 'Search engine' })).toBeVisible();
      await expectAccessible(office, 'no search engine');
    });

    await test.step('an engine is connected, checked, and limited to domains', async () => {
      await office.getByText('Tavily', { exact: true }).click();
      await office.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(office.getByText('Please enter the key for Tavily.')).toBeVisible();
      await office.getByLabel('API key').fill('tvly-canary-0123456789-wxyz');
      await office.getByLabel('Address').fill(engine.url);
      await office.getByRole('button', { name: 'Save', exact: true }).click();
      await office.getByRole('button', { name: 'Check' }).click();
      await expect(office.getByText(/It works: 2 results/)).toBeVisible();
      await office.getByLabel('Never from').fill('https://Spam.example/\nspam.test');
      await office.getByRole('button', { name: 'Save domains' }).click();
      await expect(office.getByLabel('Never from')).toHaveValue('spam.example\nspam.test');
      await expect(office.getByLabel('API key')).toHaveValue('');
      expect(await office.content()).not.toContain('canary');
      await expectAccessible(office, 'a search engine');
      await pictures(office, info, 'settings');
    });

    await test.step('the switch is reached by keyboard and remembered by chat', async () => {
      await page.reload();
      await expect(web).toHaveAttribute('aria-checked', 'false');
      await web.focus();
      await page.keyboard.press('Space');
      await expect(web).toHaveAttribute('aria-checked', 'true');
      await page.reload();
      await expect(web).toHaveAttribute('aria-checked', 'true');
    });

    await test.step('what is searched for is told while it is', async () => {
      let open = () => {};
      engine.gate = new Promise((resolve) => {
        open = resolve;
      });
      engine.queries.length = 0;
      await chat.ask(question);
      await expect(page.getByTestId('activity')).toContainText(
        `Searching the web for “${question}”`,
      );
      await pictures(page, info, 'searching');
      open();
      await chat.ended('finished', 60_000);
      expect(engine.queries).toEqual([question]);
      await expect(chat.answers.last()).toContainText('three quarters');
    });

    await test.step('the chip opens the page as it was read', async () => {
      const sources = page.getByRole('region', { name: 'Sources' });
      await expect(sources.getByRole('button')).toContainText(['127.0.0.2']);
      await page.getByTestId('citation').first().click();
      const panel = page.getByRole('complementary', { name: 'Source' });
      await expect(panel.locator('mark').first()).toContainText('three quarters');
      await expect(panel.getByRole('link', { name: '127.0.0.2' })).toHaveAttribute(
        'href',
        `${site.root}/stove`,
      );
      await expect(panel.getByRole('heading', { name: 'Lighting' })).toBeVisible();
      await expectAccessible(page, 'an answer from the web');
      await pictures(page, info, 'cited');
      await page.keyboard.press('Escape');
    });

    await test.step('an engine that fails is said, and the answer goes on', async () => {
      engine.status = 500;
      await chat.ask('And how is the ash of the Borealis stove taken out?');
      await chat.ended('finished', 60_000);
      await expect(chat.answers.last()).toContainText(
        'The web could not be searched: Tavily has trouble of its own',
      );
      await expectAccessible(page, 'a search that failed');
    });
  } finally {
    await office.getByText('None', { exact: true }).click();
    await office.getByRole('button', { name: 'Disconnect' }).click();
    await expect(office.getByRole('button', { name: 'Check' })).toHaveCount(0);
    engine.close();
    site.close();
  }
});

test('a site becomes documents that an answer is cited from', async ({
  page,
  person,
  chat,
}, info) => {
  const site = await Site.serve({
    '/llms.txt': {
      type: 'text/plain',
      body: '# Stoves\n\n- [Borealis](/stove)\n- [Zephyr](/zephyr)\n- [Gone](/gone)\n',
    },
    '/stove': stove,
    '/zephyr':
      '<!doctype html><title>The Zephyr pump</title><p>The Zephyr pump takes 40 ml of glycol.</p>',
    '/links': '<!doctype html><title>Start</title><p>Start here.</p><a href="/stove">Stove</a>',
  });
  const made = await person.post('/api/v1/collections', { name: 'Stoves' });
  const { id } = (await made.json()) as { id: string };
  const row = page.getByRole('list', { name: 'Sites' }).getByRole('listitem');
  const documents = page.getByRole('list', { name: 'Documents' }).getByRole('listitem');
  try {
    await test.step('a list of links is one address and one click', async () => {
      await page.goto(`/knowledge/${id}`);
      await page.getByRole('button', { name: 'Add from web' }).click();
      await page.getByRole('menuitem', { name: 'Whole site' }).click();
      const dialog = page.getByRole('dialog', { name: 'Add a site' });
      await dialog.getByLabel('Address').fill(`${site.root}/llms.txt`);
      await expect(dialog.getByRole('radio', { name: 'llms.txt' })).toBeChecked();
      await expectAccessible(page, 'adding a site');
      await pictures(page, info, 'site-dialog');
      await dialog.getByRole('button', { name: 'Add site' }).click();
      await expect(dialog).toHaveCount(0);
      await expect(row).toContainText('3 pages found');
      await expect(row).toContainText('2 fetched');
      await expect(row).toContainText('1 failed');
      await expect(row).toContainText('crawled');
      await expect(documents.filter({ hasText: 'The Zephyr pump' })).toContainText('1 passage', {
        timeout: 60_000,
      });
      await expectAccessible(page, 'a site');
      await pictures(page, info, 'site');
    });

    await test.step('which page could not be read is listed, and why', async () => {
      await row.getByRole('button', { name: '1 failed' }).click();
      const dialog = page.getByRole('dialog', { name: 'Pages that could not be read' });
      await expect(dialog.getByRole('listitem')).toHaveText([
        `${site.root}/goneThere is nothing at this address.`,
      ]);
      await expectAccessible(page, 'pages that could not be read');
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
    });

    await test.step('its schedule is changed, and it is crawled again', async () => {
      await row.getByRole('button', { name: /^Options for/ }).click();
      await page.getByRole('menuitem', { name: 'Edit' }).click();
      const dialog = page.getByRole('dialog', { name: 'Edit site' });
      await dialog.getByLabel('Crawl again').selectOption('Every week');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await expect(row).toContainText('next');
      const before = site.asked.length;
      await row.getByRole('button', { name: /^Options for/ }).click();
      await page.getByRole('menuitem', { name: 'Crawl again' }).click();
      await expect(row).toContainText('2 unchanged');
      expect(site.asked.length).toBeGreaterThan(before);
    });

    await test.step('answers cite its pages', async () => {
      const conversation = await person.chatWith('parley/guide');
      await person.patch(`/api/v1/conversations/${conversation}`, { collections: [id] });
      await chat.open(conversation);
      await chat.ask('How much glycol does the Zephyr pump take?');
      await chat.ended();
      await expect(chat.answers.last()).toContainText('40 ml of glycol');
      await expect(page.getByTestId('citation').first()).toBeVisible();
    });

    await test.step('it is deleted with its pages', async () => {
      await page.goto(`/knowledge/${id}`);
      await row.getByRole('button', { name: /^Options for/ }).click();
      await page.getByRole('menuitem', { name: 'Delete site' }).click();
      await expect(row).toHaveCount(0);
      await expect(page.getByText('No documents yet').first()).toBeVisible({ timeout: 60_000 });
    });
  } finally {
    site.close();
  }
});

test('a question shows the files that came with it, also after a reload', async ({
  page,
  person,
  chat,
}, info) => {
  await chat.open(await person.chatWith('parley/guide', 'Pump'));
  await page.getByTestId('attach').setInputFiles({
    name: 'zephyr.md',
    mimeType: 'text/markdown',
    buffer: Buffer.from('# Zephyr\n\nFill the Zephyr pump with 40 ml of glycol.'),
  });
  await expect(page.getByRole('listitem', { name: 'zephyr.md' })).toHaveAttribute(
    'data-state',
    'ready',
    {
      timeout: 60_000,
    },
  );
  await chat.ask('How much glycol does the Zephyr pump need?');
  await chat.ended();
  await page.reload();
  const file = chat.questions.last().getByRole('button', { name: 'zephyr' });
  await expect(file).toBeVisible();
  await pictures(page, info, 'attached');
  await file.click();
  await expect(page.getByRole('complementary', { name: 'Source' })).toContainText(
    '40 ml of glycol',
  );
  await expectAccessible(page, 'a question with a file');
});
