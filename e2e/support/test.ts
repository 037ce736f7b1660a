import { test as base, type BrowserContext, type BrowserContextOptions, expect } from '@playwright/test';
import { ChatScreen } from './chat.ts';
import { administrator, Person } from './person.ts';
import { Trouble } from './trouble.ts';

interface Fixtures {
  /** Ends every test in which a page complained. */
  trouble: Trouble;
  /** A new person, signed in in this test's browser. */
  person: Person;
  /** The administrator, through the API alone. */
  admin: Person;
  chat: ChatScreen;
  /** Another browser, as on another device. */
  device(options?: BrowserContextOptions): Promise<BrowserContext>;
}

export const test = base.extend<Fixtures>({
  // The set-up chooses the port after this file's configuration was read.
  baseURL: async ({}, use) => {
    await use(process.env.PARLEY_URL);
  },
  trouble: [
    async ({ context }, use) => {
      const trouble = new Trouble();
      await trouble.watch(context);
      await use(trouble);
      expect(trouble.found).toEqual([]);
    },
    { auto: true },
  ],
  person: async ({ page }, use) => {
    await use(await Person.register(page.request, 'kim'));
  },
  admin: async ({ playwright, baseURL }, use) => {
    const request = await playwright.request.newContext({ baseURL: baseURL ?? '' });
    await use(await Person.signIn(request, administrator));
    await request.dispose();
  },
  chat: async ({ page }, use) => {
    await use(new ChatScreen(page));
  },
  device: async ({ browser, baseURL, trouble }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({
        baseURL: baseURL ?? '',
        locale: 'en-GB',
        timezoneId: 'UTC',
        reducedMotion: 'reduce',
        viewport: { width: 1280, height: 800 },
        ...options,
      });
      await trouble.watch(context);
      contexts.push(context);
      return context;
    });
    for (const context of contexts) await context.close();
  },
});

export { expect };
