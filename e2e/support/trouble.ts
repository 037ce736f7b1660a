import type { BrowserContext, ConsoleMessage } from '@playwright/test';

/** Everything a page must not do: errors, complaints in the console, violations of the content security policy. */
export class Trouble {
  readonly found: string[] = [];
  readonly #allowed: RegExp[] = [];

  async watch(context: BrowserContext): Promise<void> {
    context.on('weberror', (error) => this.#add(`page error: ${error.error().stack ?? error.error()}`));
    context.on('console', (message) => this.#hear(message));
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(
          `violates ${event.violatedDirective}: ${event.blockedURI} ${event.sample} at ${event.sourceFile}:${event.lineNumber}`,
        );
      });
    });
  }

  /** What this test provokes on purpose. */
  allow(pattern: RegExp): void {
    this.#allowed.push(pattern);
  }

  #hear(message: ConsoleMessage): void {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    this.#add(`console: ${message.text()} ${message.location().url}`);
  }

  #add(what: string): void {
    if (!this.#allowed.some((pattern) => pattern.test(what))) this.found.push(what);
  }
}
