import { expectAccessible } from '../../support/accessible.ts';
import { ChatScreen } from '../../support/chat.ts';
import { Person } from '../../support/person.ts';
import { expect, test } from '../../support/test.ts';

test('the keyboard reaches everything', async ({ page, person, chat }) => {
  const conversation = await person.chatWith('echo', 'Otters and rivers');
  await chat.open(conversation);

  await test.step('search', async () => {
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Search' });
    await expect(palette).toBeVisible();
    await expectAccessible(page, 'search');
    await page.keyboard.type('otters');
    await expect(palette.getByRole('option', { name: /Otters and rivers/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(palette).toHaveCount(0);
  });

  await test.step('new chat, and from the search back to the old one', async () => {
    await page.keyboard.press('Control+Shift+o');
    await expect(page).toHaveURL(/\/$/);
    await expect(chat.composer).toBeFocused();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('otters');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(conversation));
  });

  await test.step('write and send', async () => {
    await page.keyboard.press('Shift+Escape');
    await expect(chat.composer).toBeFocused();
    await page.keyboard.type('one');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('two');
    await expect(chat.composer).toHaveValue('one\ntwo');
    await page.keyboard.press('Enter');
    await chat.ended();
    await expect(chat.answers.last()).toContainText('two');
  });

  await test.step('the list of shortcuts', async () => {
    await page.locator('body').click({ position: { x: 640, y: 60 } });
    await chat.composer.blur();
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect(sheet).toBeVisible();
    await expectAccessible(page, 'keyboard shortcuts');
    await page.keyboard.press('Escape');
    await expect(sheet).toHaveCount(0);
  });
});

test('the theme is chosen once and kept', async ({ page, person }) => {
  await page.goto('/settings/appearance');
  const root = page.locator('html');
  await expect(root).toHaveAttribute('data-theme', 'light');
  await expectAccessible(page, 'appearance');
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(root).toHaveAttribute('data-theme', 'dark');
  const me = await person.get('/api/v1/me');
  expect(((await me.json()) as { preferences: { theme: string } }).preferences.theme).toBe('dark');
  await page.getByRole('radio', { name: 'System' }).click();
  await expect(root).toHaveAttribute('data-theme', 'light');
});

test('profile and sessions', async ({ page, person }) => {
  await page.goto('/settings');
  await page.getByLabel('Display name').fill('Kim of the tests');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Account of Kim of the tests' })).toBeVisible();
  await expectAccessible(page, 'profile');
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Security' }).click();
  await expect(page.getByText('This device')).toBeVisible();
  await expectAccessible(page, 'security');
  await expect(page.getByRole('link', { name: 'Models' }), 'only for administrators').toHaveCount(0);
  await page.goto('/settings/models');
  await expect(page.getByText('Only administrators can see this.')).toBeVisible();
  expect(person.username).toContain('kim');
});

test('addresses that lead nowhere say so', async ({ page, person, trouble }) => {
  trouble.allow(/status of 404 /);
  expect(person.username).not.toBe('');
  await page.goto('/no-such-page');
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
  await page.goto('/chat/0190a000-0000-7000-8000-000000000000');
  await expect(page.getByText('This chat does not exist')).toBeVisible();
  await expectAccessible(page, 'a chat that does not exist');
});

test('nothing is wider than a phone', async ({ device }) => {
  const phone = await device({
    viewport: { width: 360, height: 740 },
    isMobile: true,
    hasTouch: true,
  });
  const page = await phone.newPage();
  const chat = new ChatScreen(page);
  const fits = async (what: string) => {
    const width = await page.evaluate(() =>
      Math.max(document.documentElement.scrollWidth, document.body.scrollWidth),
    );
    expect(width, what).toBeLessThanOrEqual(360);
  };
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Sign in to Parley' })).toBeVisible();
  await fits('sign-in');
  const person = await Person.register(page.request, 'pocket');
  await page.goto('/');
  await expect(chat.composer).toBeVisible();
  await fits('empty chat');
  await expectAccessible(page, 'empty chat on a phone');

  await chat.open(await person.chatWith('echo', 'Wide things'));
  const wide = 'w'.repeat(300);
  await chat.ask(
    `${wide}\n\n| a | b | c | d |\n|---|---|---|---|\n| ${wide} | ${wide} | 3 | 4 |\n\n\`\`\`\n${wide}\n\`\`\`\n\n$$${'x+'.repeat(80)}y$$`,
  );
  await chat.ended();
  await fits('wide answers');
  await expectAccessible(page, 'wide answers on a phone');

  await page.getByRole('button', { name: 'Show sidebar' }).tap();
  const drawer = page.getByRole('dialog', { name: 'Chats' });
  await expect(drawer.getByRole('link', { name: 'Wide things' })).toBeVisible();
  await fits('sidebar');
  await expectAccessible(page, 'sidebar on a phone');
  await drawer.getByRole('button', { name: /^Account of/ }).tap();
  await page.getByRole('menuitem', { name: 'Settings' }).tap();
  await expect(page.getByLabel('Display name')).toBeVisible();
  await fits('settings');
});
