import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import { ChatScreen } from '../../support/chat.ts';
import { Person } from '../../support/person.ts';
import { expect, test } from '../../support/test.ts';

/**
 * The pictures of the README. They are only put there with PARLEY_SCREENS=1, so that running the tests changes no file;
 * the run itself shows that they can be taken.
 */
async function take(page: Page, info: TestInfo, name: string): Promise<void> {
  const folder = process.env.PARLEY_SCREENS
    ? join(info.config.rootDir, '../../docs/screens')
    : info.outputPath('screens');
  mkdirSync(folder, { recursive: true });
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' });
}

const earlier = [
  'Plan of the spring release',
  'Why the cache misses',
  'Letter to the landlord',
  'Names for a river ferry',
];

test('light, dark and phone', async ({ device }, info) => {
  const wide = await device();
  const page = await wide.newPage();
  const person = await Person.register(page.request, 'mira');
  await person.patch('/api/v1/me', { displayName: 'Mira' });
  for (const title of earlier) await person.chatWith('parley/guide', title);
  await page.goto('/');
  const chat = new ChatScreen(page);
  await expect(chat.composer).toBeVisible();
  await expect(chat.chats.getByRole('link')).toHaveCount(earlier.length);
  await take(page, info, 'start');

  await chat.ask('How do I connect OpenAI?');
  await chat.ended();
  await expect(chat.chats.getByRole('link', { name: /OpenAI/ })).toBeVisible();
  await chat.questions.first().scrollIntoViewIfNeeded();
  await take(page, info, 'light');
  await chat.answers.last().getByTestId('citation').first().click();
  await expect(page.getByRole('complementary', { name: 'Source' }).locator('mark').first()).toBeVisible();
  await page.emulateMedia({ colorScheme: 'dark' });
  await take(page, info, 'dark');

  const phone = await device({ viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true });
  const small = await phone.newPage();
  await Person.signIn(small.request, person.username);
  await small.goto(`/chat/${chat.id()}`);
  const smallChat = new ChatScreen(small);
  await smallChat.ended();
  await expect(smallChat.answers.last().getByRole('list').first()).toBeVisible();
  await smallChat.questions.first().scrollIntoViewIfNeeded();
  await take(small, info, 'phone');
});
