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

const papers: Readonly<Record<string, string>> = {
  'crew.csv': 'name,role,since\nAnna,captain,2019\nJosef,deckhand,2022\n',
  'insurance.md':
    '# Insurance of the Marguerite\n\nThe hull is insured for 310,000 crowns against storm, fire and collision. The insurer is told of every repair within a week.\n',
  'lease.md': `# Lease of the ferry

## Deposit

The deposit for the river ferry Marguerite is **4,200 crowns**. It is paid back within thirty days after the ferry was
returned without damage.

## Rent

The rent is due on the first of each month:

| month | rent |
|---|--:|
| April to October | 1,900 |
| November to March | 700 |

## Winter

From November to March the ferry lies in the harbour of Ostrava. The harbour master keeps the keys.
`,
};

/** A chat that is answered from documents of one's own, with the cited passage beside it. */
async function knowledge(page: Page, person: Person): Promise<void> {
  const made = await person.post('/api/v1/collections', { name: 'Ferry papers' });
  const { id } = (await made.json()) as { id: string };
  await page.goto(`/knowledge/${id}`);
  await page.getByTestId('files').setInputFiles(
    Object.entries(papers).map(([name, text]) => ({
      name,
      mimeType: 'text/plain',
      buffer: Buffer.from(text),
    })),
  );
  const documents = page.getByRole('list', { name: 'Documents' });
  await expect(documents.getByText(/passage/)).toHaveCount(3);
  await page.getByRole('button', { name: 'Ask in a new chat' }).click();
  const chat = new ChatScreen(page);
  await chat.ask('How much is the deposit for the ferry, and when is it paid back?');
  await chat.ended();
  await chat.answers.last().getByTestId('citation').first().click();
  await expect(page.getByRole('complementary', { name: 'Source' }).locator('mark').first()).toBeVisible();
}

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

  const guided = chat.id();
  await page.emulateMedia({ colorScheme: 'light' });
  await knowledge(page, person);
  await take(page, info, 'knowledge');

  const phone = await device({ viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true });
  const small = await phone.newPage();
  await Person.signIn(small.request, person.username);
  await small.goto(`/chat/${guided}`);
  const smallChat = new ChatScreen(small);
  await smallChat.ended();
  await expect(smallChat.answers.last().getByRole('list').first()).toBeVisible();
  await smallChat.questions.first().scrollIntoViewIfNeeded();
  await take(small, info, 'phone');
});
