import { defineConfig } from 'vitest/config'

const tests = (...folders: string[]) => folders.map((folder) => `${folder}/**/*.test.{ts,tsx}`)
const withServers = tests('platform', 'capabilities/*/server', 'start', 'test/servers', 'test/access', 'test/build')

// What the product does in its own time is waited for as long as a busy machine may take.
const patience = { timeout: 45_000 }

/**
 * Files share three processes, since reading the product anew takes as long as the tests of a file: what a file begins ends
 * with it (`atEnd`). One more than two processors have room for, as some tests wait: for a browser, or for ten seconds to
 * pass. Those with stores share one PostgreSQL, each file with a database of its own. The longest go first, which is what
 * flows in a browser are, so that at the end no processor waits; projects run in the order of their names.
 */
export default defineConfig({
  test: {
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: ['node_modules', 'data', 'build', ...withServers, ...tests('test/flows')],
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'server',
          include: withServers,
          isolate: false,
          globalSetup: ['test/servers/globalSetup.ts'],
          setupFiles: ['test/servers/eachFile.ts'],
          expect: { poll: patience },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'flows',
          include: tests('test/flows'),
          globalSetup: ['test/servers/globalSetup.ts'],
          setupFiles: ['test/servers/eachFile.ts'],
          isolate: false,
          expect: { poll: patience },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
