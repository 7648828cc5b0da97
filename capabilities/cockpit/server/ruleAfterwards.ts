import { sql } from 'kysely'
import type { z } from 'zod'
import { type FactValue } from '#capabilities/facts/core/fact.ts'
import { factCatalogue, factHistory, type Known } from '#capabilities/facts/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { rulesContract } from '../contract/rules.ts'
import { readVersions } from './ruleRead.ts'

type Answer = z.input<(typeof rulesContract)['afterwards']['~orpc']['outputSchema'] & {}>
type Signal = { account: AccountId; at: number }

/** Days after a firing at which is looked. */
const horizons = [30, 90]
/** The latest signals of a rule that are looked at. */
const mostSignals = 2000
const msPerDay = 86_400_000
const grades = ['healthy', 'watch', 'risk', 'unknown'] as const

/** What became of the accounts some time after a rule fired for them: their score and grade then, and whether they stayed. */
export async function readAfterwards(call: CallContext, id: string): Promise<Answer> {
  const { workspace } = call.caller
  const { catalogue, signals } = await call.transaction(async (tx) => ({
    catalogue: await factCatalogue(tx, workspace),
    signals: await signalsOf(tx, call, id),
  }))
  const accounts = [...new Set(signals.map((signal) => signal.account))]
  const from = Math.min(...signals.map((signal) => signal.at))
  const read = async (key: string) => {
    const fact = catalogue.get(key)
    if (!fact || accounts.length === 0) return () => null
    const courses = await factHistory(call.events, workspace.id, { fact, accounts, from })
    return (account: AccountId, at: number) => valueAt(courses.get(account) ?? [], at)
  }
  const [score, grade, state] = await Promise.all(['health.score', 'health.grade', 'contract.state'].map(read))
  const now = call.now().getTime()
  return {
    horizons: horizons.map((days) => {
      const due = signals.filter(({ at }) => at + days * msPerDay <= now)
      const scores = due.flatMap(({ account, at }) => {
        const [before, after] = [score!(account, at), score!(account, at + days * msPerDay)]
        return typeof before === 'number' && typeof after === 'number' ? [{ before, after }] : []
      })
      const then = due.map(({ account, at }) => grade!(account, at + days * msPerDay) ?? 'unknown')
      return {
        days,
        signals: due.length,
        customers: due.filter(({ account, at }) => state!(account, at + days * msPerDay) !== 'ended').length,
        score:
          scores.length === 0
            ? null
            : {
                of: scores.length,
                before: mean(scores.map((one) => one.before)),
                after: mean(scores.map((one) => one.after)),
              },
        grades: Object.fromEntries(grades.map((one) => [one, then.filter((each) => each === one).length])) as Record<
          (typeof grades)[number],
          number
        >,
      }
    }),
  }
}

async function signalsOf(tx: Tx, call: CallContext, id: string): Promise<Signal[]> {
  const versions = await readVersions(tx, call, id)
  const { rows } = await sql<{ account: AccountId; at: Date }>`
    select account_id as account, fired_at as at from signals
    where workspace_id = ${call.caller.workspaceId} and rule_id = any(${versions.map((row) => row.id)}::uuid[])
    order by fired_at desc limit ${mostSignals}
  `.execute(tx)
  return rows.map(({ account, at }) => ({ account, at: at.getTime() }))
}

function valueAt(course: readonly Known[], at: number): FactValue {
  return course.findLast((known) => known.at <= at)?.value ?? null
}

function mean(values: readonly number[]): number {
  return Math.round((10 * values.reduce((sum, value) => sum + value, 0)) / values.length) / 10
}
