import { defineConfig } from '@playwright/test'
import { findBrowser } from './tests/support/browser'
import './tests/support/json-modules'

const { executablePath, args } = await findBrowser()

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/support/browser-server.ts',
  // All tests share one company, and some count what it has.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  // Elsewhere a test that fails once is looked at at once; CI says which were flaky and goes on.
  retries: process.env.CI ? 1 : 0,
  reporter: 'list',
  use: {
    baseURL: process.env.BATON_TEST_URL,
    launchOptions: { executablePath, args, chromiumSandbox: false },
    actionTimeout: 10_000,
    // Recording takes a quarter of the machine's time: only what has failed is recorded, at its second try.
    trace: 'on-first-retry',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  },
})
