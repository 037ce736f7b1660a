import { defineConfig } from '@playwright/test';

/**
 * A real Chromium against the built server, which the global set-up starts with a data directory of its own and a stub
 * model server. One worker: a person's steps on one server, and two slow processors are enough.
 */
export default defineConfig({
  testDir: './tests',
  outputDir: './test-results',
  globalSetup: './support/servers.ts',
  workers: 1,
  // One more try; a test that needed it is named in the summary, and is a defect to mend.
  retries: 1,
  forbidOnly: true,
  // Generous: what is slow on a busy machine is not wrong.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [['list']],
  projects: [
    // The first person on an empty server can be tested only once, and connects the models that the others use.
    { name: 'first', testMatch: /first\/.*\.spec\.ts/ },
    {
      name: 'everyone',
      testMatch: /everyone\/.*\.spec\.ts/,
      // ./parley test xss: it takes minutes.
      ...(process.env.PARLEY_ATTACKS === undefined && { testIgnore: /attacks\.spec\.ts/ }),
      dependencies: ['first'],
    },
  ],
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    colorScheme: 'light',
    // Nothing moves, so that colours are final when they are measured.
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
