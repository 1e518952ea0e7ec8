import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

const HOUSE = ['tests/integration/house.test.ts']

const database = {
  globalSetup: ['tests/support/database-server.ts'],
  setupFiles: ['tests/support/worker-database.ts'],
  testTimeout: 30_000,
  hookTimeout: 60_000,
}

export default defineConfig({
  resolve: { alias: { '@': resolve(import.meta.dirname) } },
  test: {
    // A zone that is on nobody's mind, a quarter of an hour off: what depends on the machine's zone fails here.
    env: { TZ: 'Asia/Kathmandu', LOG_LEVEL: 'error' },
    // By itself it leaves one core to others: on two cores that is half of them.
    maxWorkers: '100%',
    // As for browser tests: CI says which tests were flaky and goes on.
    retry: process.env.CI ? 1 : 0,
    testTimeout: 20_000,
    projects: [
      { extends: true, test: { name: 'unit', include: ['{app,components,lib}/**/*.test.ts'] } },
      { extends: true, test: { name: 'architecture', include: ['tests/architecture/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          ...database,
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          exclude: HOUSE,
        },
      },
      // Starts the built application, again and again; after the others, which it would slow down.
      {
        extends: true,
        test: {
          ...database,
          name: 'house',
          include: HOUSE,
          testTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
