import { sql } from 'kysely'
import type { Derivation, Derive, DerivePage, EarlyPage } from '#capabilities/facts/server/index.ts'
import { daysBetween, type Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { companyOf } from './company.ts'
import { runIdOf, schedule, type Subject } from './schedule.ts'
import { readSequences, type StoredSequence } from './sequences.ts'

/** Days around a date in which a sequence follows it: mails before it, and after it. */
const reach = { before: 180, after: 30 }

/** Follows customers into phases and towards dates, as their facts say; plans are followed where they change. */
export const outreachDerivation: Derivation = { name: 'outreach', definitions: [], prepare }

type Run = { id: string; accountId: AccountId; sequenceKey: string; beganOn: Day }

async function prepare({ tx, workspace, accounts }: EarlyPage): Promise<Derive> {
  const sequences = (await readSequences(tx, workspace.id)).filter(
    ({ isOn, definition }) => isOn && definition.follows.what !== 'plan',
  )
  if (sequences.length === 0) return async () => {}
  const { rows } = await sql<Run>`
    select id, account_id as "accountId", sequence_key as "sequenceKey", began_on as "beganOn" from outreach_runs
    where workspace_id = ${workspace.id} and account_id = any(${sql`${[...accounts]}::uuid[]`})
      and plan_id is null and stopped_at is null
  `.execute(tx)
  const runs = Map.groupBy(rows, ({ accountId }) => accountId)
  return (page) => followAll(page, sequences, runs)
}

async function followAll(
  page: DerivePage,
  sequences: readonly StoredSequence[],
  runs: ReadonlyMap<AccountId, readonly Run[]>,
): Promise<void> {
  const subjects: Subject[] = []
  for (const account of page.accounts) {
    const own = runs.get(account) ?? []
    for (const sequence of sequences) {
      const beganOn = beginOf(page, account, sequence)
      const subject = beganOn && {
        sequence,
        accountId: account,
        planId: null,
        followed: { beganOn, steps: [] },
        over: null,
      }
      const id = subject && runIdOf(subject)
      if (subject && !own.some((run) => run.id === id)) subjects.push(subject)
      for (const run of own)
        if (run.sequenceKey === sequence.key && run.id !== id)
          subjects.push({
            sequence,
            accountId: account,
            planId: null,
            followed: { beganOn: run.beganOn, steps: [] },
            over: 'left_phase',
          })
    }
  }
  if (subjects.length > 0) await schedule(page.tx, await companyOf(page.tx, page.workspace, page.now), subjects)
}

/** Since when, or towards which day, a sequence follows a customer; null: it does not. */
function beginOf({ read, today }: DerivePage, account: AccountId, { definition }: StoredSequence): Day | null {
  const { follows } = definition
  if (follows.what === 'phase')
    return read(account, 'phase.key') === follows.phase ? (read(account, 'phase.entered_on') as Day | null) : null
  if (follows.what === 'plan') return null
  const on = read(account, follows.fact) as Day | null
  const ahead = on === null ? null : daysBetween(today, on)
  return ahead !== null && ahead <= reach.before && ahead >= -reach.after ? on : null
}
