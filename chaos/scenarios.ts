import type { Outcome, Skipped } from './outcome.ts'

export type Scenario = (given: {
  quick: boolean
  /** How much of the full run: 1, or a share of it, where all of it does not fit. */
  part: number
  seed: number
  say: (text: string) => void
}) => Promise<Outcome | Skipped>

/** A goal that test files hold, which are run as they are: their cases do not depend on a seed. */
const byTests =
  (...files: string[]): Scenario =>
  async ({ say }) =>
    (await import('./tests/run.ts')).heldByTests(files, say)

/** What can be broken on purpose, by the name it is run under; each loads only what it needs. */
export const scenarios: Record<string, Scenario> = {
  addresses: byTests('platform/outbound/outbound.test.ts'),
  backup: async ({ quick, seed, say }) =>
    (await import('./backup/kill.ts')).backupKill({ backups: quick ? 3 : 16, seed, say }),
  'backup-loss': async ({ quick, seed, say }) =>
    (await import('./backup/loss.ts')).backupLoss({ losses: quick ? 1 : 8, seed, say }),
  broadcast: async ({ quick, seed, say }) =>
    (await import('./mail/broadcast.ts')).broadcastKill({
      mails: quick ? 1500 : 10_000,
      kills: quick ? 5 : 20,
      leaving: quick ? 4 : 20,
      seed,
      say,
    }),
  controls: async ({ quick, seed, say }) => (await import('./controls/catch.ts')).catchChanges({ quick, seed, say }),
  disk: async ({ quick, seed, say }) =>
    (await import('./disk/trouble.ts')).diskTroubles({ points: quick ? 4 : 100, seed, say }),
  everything: async ({ quick, part, seed, say }) =>
    (await import('./everything/everything.ts')).killEverything({
      ...(quick
        ? { events: 20_000, kills: 6, mails: 500, waves: 2 }
        : {
            events: 5_000_000 * part,
            kills: Math.ceil(200 * part),
            mails: 10_000 * part,
            waves: Math.ceil(20 * part),
          }),
      seed,
      say,
    }),
  flood: async ({ quick, seed, say }) =>
    (await import('./flood/flood.ts')).floodAll({ scale: quick ? 0.25 : 1, lasting: quick ? 4000 : 30_000, seed, say }),
  'import-files': byTests(
    'capabilities/accounts/core/csv.test.ts',
    'capabilities/connect/server/hostile.test.ts',
    'capabilities/connect/server/hostileFiles.test.ts',
    'capabilities/connect/server/engine.test.ts',
    'capabilities/accounts/server/export.test.ts',
    'kernel/csvBytes.test.ts',
  ),
  'ingest-kill': async ({ quick, seed, say }) =>
    (await import('./ingest/kill.ts')).ingestKill({
      events: quick ? 20_000 : 200_000,
      kills: quick ? 3 : 12,
      seed,
      say,
    }),
  'mail-headers': async ({ quick, seed }) =>
    (await import('./mail/headers.ts')).mailHeaders({ cases: quick ? 500 : 5000, seed }),
  mail: async ({ quick, seed, say }) =>
    (await import('./mail/kill.ts')).mailKill({
      mails: quick ? 1500 : 10_000,
      kills: quick ? 5 : 20,
      leaving: quick ? 4 : 20,
      seed,
      say,
    }),
  migrations: async ({ quick, say }) => (await import('./migrations/kill.ts')).migrationKill({ quick, say }),
  power: async ({ quick, seed, say }) =>
    (await import('./power/cut.ts')).powerCuts({ cuts: quick ? 4 : 50, seed, say }),
  races: byTests('test/access/races.test.ts', 'capabilities/connect/server/keys/answers.test.ts'),
  repeats: async ({ quick, part, seed, say }) =>
    (await import('./repeats/repeat.ts')).repeatAll({ events: quick ? 50_000 : 5_000_000 * part, seed, say }),
  refilled: byTests('start/refilled.test.ts'),
  requirements: byTests('test/house/security.test.ts'),
  rights: byTests('test/access/matrix.test.ts', 'test/access/keys.test.ts', 'test/access/rights.test.ts'),
  restore: async ({ quick, say }) =>
    (await import('./restoreTime.ts')).restoreTime({
      accounts: quick ? 1000 : 100_000,
      events: quick ? 50_000 : 5_000_000,
      say,
    }),
  time: async ({ quick, seed, say }) =>
    (await import('./time/turns.ts')).timeTurns({ customers: quick ? 10 : 100, steps: quick ? 6 : 60, seed, say }),
  webhooks: byTests(
    'capabilities/connect/server/webhooks/many.test.ts',
    'capabilities/connect/server/webhooks/webhooks.test.ts',
  ),
  'webhook-kill': async ({ quick, part, seed, say }) =>
    (await import('./webhooks/kill.ts')).webhookKill({
      ...(quick ? { deliveries: 2000, kills: 3 } : { deliveries: 100_000 * part, kills: Math.ceil(20 * part) }),
      seed,
      say,
    }),
  workspaces: byTests(
    'test/access/isolation.test.ts',
    'test/access/reach.test.ts',
    'test/access/routes.test.ts',
    'test/access/within.test.ts',
  ),
}
