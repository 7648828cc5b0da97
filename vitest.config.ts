import { defineConfig } from 'vitest/config'

const tests = (...folders: string[]) => folders.map((folder) => `${folder}/**/*.test.{ts,tsx}`)
const withServers = tests('platform', 'capabilities/*/server', 'start', 'test/servers', 'test/access', 'test/build')

// What the product does in its own time is waited for as long as a busy machine may take.
const patience = { timeout: 15_000 }

/** Pure tests share a process; those with stores share one PostgreSQL, each file in a
 * process of its own with a database of its own, so that its connections end with it. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: ['node_modules', 'data', 'build', ...withServers, ...tests('test/flows')],
          isolate: false,
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'server',
          include: withServers,
          globalSetup: ['test/servers/globalSetup.ts'],
          expect: { poll: patience },
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'web',
          include: tests('test/flows'),
          globalSetup: ['test/servers/globalSetup.ts'],
          isolate: false,
          expect: { poll: patience },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
