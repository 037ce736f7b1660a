import { expect, type Locator, type Page } from '@playwright/test';

/** What a person does on the chat page, by the names a screen reader tells. */
export class ChatScreen {
  readonly composer: Locator;
  readonly send: Locator;
  readonly stop: Locator;
  readonly questions: Locator;
  readonly answers: Locator;
  readonly chats: Locator;

  constructor(readonly page: Page) {
    this.composer = page.getByRole('textbox', { name: 'Message', exact: true });
    this.send = page.getByRole('button', { name: 'Send message' });
    this.stop = page.getByRole('button', { name: 'Stop answer' });
    this.questions = page.getByRole('article', { name: 'You' });
    this.answers = page.getByRole('article', { name: 'Answer' });
    this.chats = page.getByTestId('chat-list');
  }

  async open(conversation: string): Promise<void> {
    await this.page.goto(`/chat/${conversation}`);
    await expect(this.composer).toBeVisible();
  }

  async ask(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
    await expect(this.questions.filter({ hasText: text }).last()).toBeVisible();
  }

  /** Waits until the last answer has come to this end. */
  async ended(status = 'finished', timeout = 30_000): Promise<void> {
    await expect(this.answers.last()).toHaveAttribute('data-status', status, { timeout });
    await expect(this.stop).toHaveCount(0);
  }

  /** The text of the last answer as it is on the page. */
  async text(): Promise<string> {
    return this.answers
      .last()
      .evaluate((article) => article.querySelector('.prose')?.textContent ?? '')
      .catch(() => '');
  }

  /** The id of the chat that is open. */
  id(): string {
    return new URL(this.page.url()).pathname.replace(/^.*\/chat\//, '');
  }

  async pickModel(name: string): Promise<void> {
    await this.page.getByRole('combobox', { name: /^Model:/ }).click();
    const list = this.page.getByRole('dialog', { name: 'Models' });
    const search = list.getByPlaceholder('Search models');
    await search.fill(name);
    await list.getByRole('option', { name, exact: true }).click();
    await expect(list).toHaveCount(0);
  }
}
