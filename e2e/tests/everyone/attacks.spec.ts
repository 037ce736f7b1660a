import type { Page } from '@playwright/test';
import { attacks } from '../../support/attacks.ts';
import { administrator, Person } from '../../support/person.ts';
import { expect, test } from '../../support/test.ts';

/**
 * Whatever is in a text, it is shown as text: nothing in it runs, and nothing is loaded for it from anywhere else. That the
 * content security policy has nothing to stop is part of it: the fixture `trouble` fails a test whose page broke it.
 *
 * Run by `./parley test xss [EVERY]`: each of them, or each tenth, say.
 */
const every = Number(process.env.PARLEY_ATTACKS ?? '1');
const chosen = attacks.filter((_, index) => index % every === 0);
const ofAMessage = 30;

class Watch {
  readonly outside: string[] = [];
  dialogs = 0;

  constructor(readonly page: Page) {
    page.on('dialog', (dialog) => {
      this.dialogs++;
      void dialog.dismiss();
    });
    page.context().on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(process.env.PARLEY_URL ?? '?') && !/^(blob|data):/.test(url)) this.outside.push(url);
    });
  }

  async nothingHappened(what: string): Promise<void> {
    expect(await this.page.evaluate(() => 'attacked' in window), `${what}: something ran`).toBe(false);
    expect(
      await this.page.evaluate(() =>
        [...document.querySelectorAll('body *')]
          .filter(
            (element) =>
              [...element.attributes].some(({ name }) => name.startsWith('on')) ||
              /^(iframe|object|embed|base|form\[action]|frameset|portal|applet)$/i.test(element.tagName) ||
              /^\s*(javascript|vbscript|data):/i.test(element.getAttribute('href') ?? '') ||
              (element.tagName === 'IMG' && !/^(blob:|\/)/.test(element.getAttribute('src') ?? '/')),
          )
          .map((element) => element.outerHTML.slice(0, 200)),
      ),
      `${what}: elements that nobody meant`,
    ).toEqual([]);
    expect(this.dialogs, `${what}: dialogs`).toBe(0);
    expect(this.outside, `${what}: requests to elsewhere`).toEqual([]);
  }
}

test('questions and answers are only ever text, however the stream is cut', async ({ page, person, chat }) => {
  test.setTimeout(1_500_000);
  const watch = new Watch(page);
  const conversation = await person.chatWith('shards');
  await chat.open(conversation);
  for (let at = 0; at < chosen.length; at += ofAMessage) {
    const text = chosen.slice(at, at + ofAMessage).join('\n\n');
    // From another tab: this one shows the answer as it comes.
    await person.ask(conversation, text);
    await expect(chat.answers).toHaveCount(at / ofAMessage + 1);
    await chat.ended('finished', 120_000);
    await watch.nothingHappened(`attacks from ${at}`);
  }
  await page.reload();
  await expect(chat.answers.last()).toHaveAttribute('data-status', 'finished');
  await watch.nothingHappened('the stored chat');
});

test('names, titles and documents are only ever text', async ({ page, person, chat, device }) => {
  test.setTimeout(1_500_000);
  const watch = new Watch(page);
  const short = chosen.filter((attack) => attack.length <= 100 && !/[\u0000-\u001f\u202e\ufeff]/.test(attack));
  // As many as the list of chats draws at once.
  const ofAPage = 12;
  const chats: string[] = [];
  const collections: string[] = [];
  for (let index = 0; index < ofAPage; index++) {
    chats.push(await person.chatWith('echo', `Chat ${index}`));
    const made = await person.post('/api/v1/collections', { name: `Collection ${index}` });
    expect(made.status()).toBe(201);
    collections.push(((await made.json()) as { id: string }).id);
  }
  for (let at = 0; at < short.length; at += ofAPage) {
    const some = short.slice(at, at + ofAPage);
    for (const [index, attack] of some.entries()) {
      expect((await person.patch(`/api/v1/conversations/${chats.at(-1 - index)}`, { title: attack })).status(), attack).toBe(200);
      const named = await person.patch(`/api/v1/collections/${collections[index]}`, { name: attack, description: attack });
      expect(named.status(), attack).toBe(200);
    }
    await page.goto(`/chat/${chats[0]}`);
    await expect(chat.chats.getByText(some[0]?.trim() ?? '', { exact: true }).first()).toBeVisible();
    await watch.nothingHappened(`titles of chats from ${at}`);
    await page.goto('/knowledge');
    await expect(page.getByText(some[0]?.trim() ?? '', { exact: true }).first()).toBeVisible();
    await watch.nothingHappened(`names of collections from ${at}`);
  }
  // Where administrators see what others wrote.
  const context = await device();
  const office = await context.newPage();
  await Person.signIn(office.request, administrator);
  const officeWatch = new Watch(office);
  for (const attack of short.filter((one) => one.length <= 50).slice(0, every === 1 ? 100 : 5)) {
    expect((await person.patch('/api/v1/me', { displayName: attack })).status(), attack).toBe(200);
    await office.goto('/settings/people');
    await office.getByRole('searchbox').or(office.getByRole('textbox')).first().fill(person.username);
    await expect(office.getByText(attack.trim(), { exact: true }).first()).toBeVisible();
    await officeWatch.nothingHappened(`the name ${attack} among people`);
  }
});
