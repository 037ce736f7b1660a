import { expectAccessible } from '../../support/accessible.ts';
import { expect, test } from '../../support/test.ts';

/** Ten seconds of numbered tokens, 500 of them. */
const slowly = 'paced';

test('an answer goes on at the exact character after the page is loaded again', async ({
  page,
  person,
  chat,
}) => {
  const conversation = await person.chatWith(slowly);
  await chat.open(conversation);
  await chat.ask('Count.');
  await expect.poll(async () => (await chat.text()).length).toBeGreaterThan(400);
  const before = await chat.text();
  await page.reload();
  await expect.poll(async () => (await chat.text()).length).toBeGreaterThan(before.length);
  await expect(chat.stop).toBeVisible();
  const seen: string[] = [before];
  while (await chat.stop.isVisible()) {
    seen.push(await chat.text());
    await page.waitForTimeout(150);
  }
  await chat.ended('finished', 90_000);
  const shown = await chat.text();
  const stored = await person.lastText(conversation);
  expect(shown.trim()).toBe(stored.trim());
  expect(stored.trim().split(' ')).toHaveLength(500);
  for (const text of seen) expect(stored.startsWith(text.trimEnd()), 'shown text was never wrong').toBe(true);
});

test('an answer is complete when someone comes back to a hidden tab', async ({ page, person, chat }) => {
  const conversation = await person.chatWith(slowly);
  await chat.open(conversation);
  await chat.ask('Count.');
  await expect.poll(async () => (await chat.text()).length).toBeGreaterThan(100);
  // What a browser does to a tab that nobody sees: no frames at all, and timers that come late.
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
    window.requestAnimationFrame = () => 0;
    const timer = window.setTimeout.bind(window);
    window.setTimeout = ((task: () => void, delay = 0) =>
      timer(task, Math.max(delay, 60_000))) as unknown as typeof window.setTimeout;
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect(chat.answers.last()).toHaveAttribute('data-status', 'finished');
  expect((await chat.text()).trim()).toBe((await person.lastText(conversation)).trim());
  await expect(page.getByRole('status').filter({ hasText: 'The answer is complete.' })).toHaveCount(1);
  await person.patch(`/api/v1/conversations/${conversation}`, { title: 'Counted unseen' });
  await expect(page).toHaveTitle('Counted unseen · Parley');
});

test('the first answer of a first visit never shows bare marks', async ({ page, person, chat }) => {
  const conversation = await person.chatWith('stub');
  await person.ask(conversation, 'Before');
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/assets\/Markdown-.*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.addInitScript(() => {
    const seen = () => {
      if (document.querySelector('main')?.textContent?.includes('**')) {
        document.documentElement.dataset.bareMarks = 'seen';
      }
    };
    new MutationObserver(seen).observe(document, { subtree: true, childList: true, characterData: true });
  });

  await page.goto(`/chat/${conversation}`);
  await expect(chat.composer).toBeVisible();
  await chat.composer.fill('After');
  await chat.composer.press('Enter');
  await expect(chat.stop).toBeVisible();
  await expect
    .poll(async () => (await person.messages(conversation)).at(-1)?.status)
    .toBe('finished');
  release();
  await chat.ended();
  await expect(chat.answers.last().locator('strong').first()).toBeVisible();
  await expect(chat.answers).toHaveCount(2);
  expect(await page.locator('html').getAttribute('data-bare-marks')).toBeNull();
});

test('the first question of a chat waits for the network, and is asked once', async ({
  context,
  page,
  person,
  chat,
  trouble,
}) => {
  trouble.allow(/net::ERR_INTERNET_DISCONNECTED/);
  await page.goto('/');
  await expect(chat.composer).toBeVisible();
  await expect(chat.send).toBeDisabled();
  await expect(page.getByText('Your chats will be listed here.')).toBeVisible();

  await test.step('it is shown, and said to wait', async () => {
    await context.setOffline(true);
    await chat.ask('Are you there?');
    await expect(page.getByTestId('activity')).toHaveText(/Your message is kept and will be sent/);
    await expect(chat.composer).toHaveValue('');
    await expectAccessible(page, 'a first question that waits');
  });

  await test.step('it can be taken back', async () => {
    await chat.stop.click();
    await expect(chat.composer).toHaveValue('Are you there?');
    await chat.composer.press('Enter');
    await expect(chat.questions).toHaveCount(1);
    await chat.composer.fill('What I type meanwhile');
  });

  await test.step('it is sent when the network is back', async () => {
    await context.setOffline(false);
    await chat.ended();
    await expect(page).toHaveURL(/\/chat\//);
    await expect(chat.composer).toHaveValue('What I type meanwhile');
    await expect(chat.chats.getByRole('link')).toHaveCount(1);
    const stored = await person.messages(chat.id());
    expect(stored.map(({ role }) => role)).toEqual(['user', 'assistant']);
  });
});

test('a chat whose model is gone says so, and what answers instead', async ({ page, person, chat }) => {
  const conversation = await person.chatWith('gone/model-of-yesterday');
  await chat.open(conversation);
  const told = page.getByTestId('lost-model');
  await expect(told).toContainText('model-of-yesterday is no longer connected. Answers come from ');
  await expectAccessible(page, 'a chat whose model is gone');
  await told.getByRole('button', { name: 'Choose another' }).click();
  await expect(page.getByRole('dialog', { name: 'Models' })).toBeVisible();
  await page.keyboard.press('Escape');
  await told.getByRole('button', { name: /^Use / }).click();
  await expect(told).toHaveCount(0);

  await test.step('once another has answered the chat is its', async () => {
    await page.reload();
    await expect(told).toBeVisible();
    await chat.pickModel('echo');
    await expect(told).toHaveCount(0);
    await chat.ask('Good morning');
    await chat.ended();
    await page.reload();
    await expect(chat.answers).toHaveCount(1);
    await expect(page.getByRole('combobox', { name: 'Model: echo' })).toBeVisible();
    await expect(told).toHaveCount(0);
  });
});

test('an answer that reached the output limit of its model can go on', async ({ page, person, chat }) => {
  await chat.open(await person.chatWith('length'));
  await chat.ask('Tell me everything.');
  await chat.ended();
  const answer = chat.answers.last();
  const told = "The answer reached the model's output limit.";
  await expect(answer).toContainText(told);
  await expectAccessible(page, 'an answer that was cut short');
  const first = await chat.text();
  await page.reload();
  await expect(answer, 'it is kept').toContainText(told);
  await answer.getByRole('button', { name: 'Continue' }).click();
  await expect.poll(async () => (await chat.text()).length).toBeGreaterThan(first.length);
  await chat.ended();
  await expect(chat.answers, 'in the same message').toHaveCount(1);
});

test('closing the page does not stop an answer', async ({ page, person, chat }) => {
  const conversation = await person.chatWith(slowly);
  await chat.open(conversation);
  await chat.ask('Count.');
  await expect.poll(() => chat.text()).not.toBe('');
  await page.goto('about:blank');
  await expect
    .poll(async () => (await person.messages(conversation)).at(-1)?.status)
    .toBe('finished');
  expect((await person.lastText(conversation)).trim().split(' ')).toHaveLength(500);
});

test('an answer can be stopped, and what came is kept', async ({ person, chat }) => {
  const conversation = await person.chatWith(slowly);
  await chat.open(conversation);
  await chat.ask('Count.');
  await expect.poll(async () => (await chat.text()).length).toBeGreaterThan(100);
  await chat.stop.click();
  await chat.ended('stopped');
  await expect(chat.answers.last()).toContainText('You stopped this answer.');
  await expect(chat.send).toBeVisible();
  const kept = await person.lastText(conversation);
  expect((await chat.text()).trim()).toBe(kept.trim());
  expect(kept.trim().split(' ').length).toBeLessThan(500);
});

test('a question can be edited, and both versions walked', async ({ page, person, chat }) => {
  const conversation = await person.chatWith('echo');
  await chat.open(conversation);
  await chat.ask('The first wording');
  await chat.ended();
  const question = chat.questions.first();
  await question.hover();
  await question.getByRole('button', { name: 'Edit message' }).click();
  await page.getByLabel('Edit your message').fill('The second wording');
  await page.getByRole('button', { name: 'Ask again' }).click();
  await expect(chat.answers.last()).toContainText('The second wording');
  await chat.ended();
  const versions = question.getByRole('group', { name: 'Versions' });
  await expect(versions).toContainText('2/2');
  await expectAccessible(page, 'versions of a question');
  await versions.getByRole('button', { name: 'Previous version' }).click();
  await expect(versions).toContainText('1/2');
  await expect(question).toContainText('The first wording');
  await expect(chat.answers.last()).toContainText('The first wording');
  await page.reload();
  await expect(question, 'the choice is kept').toContainText('The first wording');
  await versions.getByRole('button', { name: 'Next version' }).click();
  await expect(chat.answers.last()).toContainText('The second wording');
  await expect(chat.answers).toHaveCount(1);
});

test('an answer can be given again, beside the first', async ({ person, chat }) => {
  const conversation = await person.chatWith('echo');
  await chat.open(conversation);
  await chat.ask('Say this');
  await chat.ended();
  await chat.answers.last().getByRole('button', { name: 'Answer again' }).click();
  const versions = chat.answers.last().getByRole('group', { name: 'Versions' });
  await expect(versions).toContainText('2/2');
  await chat.ended();
  await versions.getByRole('button', { name: 'Previous version' }).click();
  await expect(versions).toContainText('1/2');
  await expect(chat.answers).toHaveCount(1);
  await expect(chat.questions).toHaveCount(1);
});

test('a model that thinks aloud shows it folded away', async ({ page, person, chat }) => {
  await chat.open(await person.chatWith('reasoning'));
  await chat.ask('Think.');
  await chat.ended();
  await expect(page.getByText('First I think.')).toBeHidden();
  await page.getByText('Reasoning', { exact: true }).click();
  await expect(page.getByText('First I think.')).toBeVisible();
});

test('what a model says is only ever text', async ({ page, person, chat, trouble }) => {
  const attempts =
    '<img src=x onerror=alert(1)> <script>alert(2)</script> [click](javascript:alert(3)) ![pixel](https://example.org/p.png) <iframe src="https://example.org"></iframe>';
  let opened = false;
  page.on('dialog', (dialog) => {
    opened = true;
    void dialog.dismiss();
  });
  const outside: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(process.env.PARLEY_URL ?? '?')) outside.push(request.url());
  });
  await chat.open(await person.chatWith('echo'));
  await chat.ask(attempts);
  await chat.ended();
  const answer = chat.answers.last();
  await expect(answer).toContainText('<script>');
  await expect(answer.locator('img, script, iframe, a[href^="javascript"]')).toHaveCount(0);
  expect(opened).toBe(false);
  expect(outside).toEqual([]);
  expect(trouble.found).toEqual([]);
});

test.describe('a provider that fails is told in a sentence with a way out', () => {
  const failures = [
    { behaviour: 'limited', sentence: 'asks to slow down', way: /Try again/ },
    { behaviour: 'unauthorized', sentence: 'did not accept the key', way: 'Choose another model' },
    { behaviour: 'too-long', sentence: 'too long for the model', way: 'Choose another model' },
    { behaviour: 'failing', sentence: /overloaded|went wrong|could not be reached/, way: 'Try again' },
    { behaviour: 'cut', sentence: 'stopped in the middle', way: 'Try again', keeps: 'Hello' },
  ];
  for (const { behaviour, sentence, way, keeps } of failures) {
    test(behaviour, async ({ page, person, chat }) => {
      await chat.open(await person.chatWith(behaviour));
      await chat.ask('Hello?');
      await chat.ended('failed');
      const failure = chat.answers.last().getByTestId('failure');
      await expect(failure).toContainText(sentence);
      await expect(failure).not.toContainText(/canary|worker\.py|stack|Exception/);
      await expect(failure.getByRole('button', { name: way }).first()).toBeVisible();
      if (keeps !== undefined) expect(await chat.text()).toContain(keeps);
      await expectAccessible(page, `a failed answer: ${behaviour}`);
      await chat.pickModel('echo');
      await chat.ask('And now?');
      await chat.ended();
      await expect(chat.answers.last()).toContainText('And now?');
    });
  }
});
