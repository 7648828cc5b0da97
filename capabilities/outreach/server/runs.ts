import { sql } from 'kysely'
import { stepsNow } from '#capabilities/plans/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Company } from './company.ts'
import { schedule, type Subject, subjectsOfPlans } from './schedule.ts'
import { readSequences } from './sequences.ts'

type RunRow = { id: string; sequenceKey: string; accountId: AccountId; planId: string | null; beganOn: Day }

/** Works out anew what is due of some runs: after a mail of theirs went out, the ones that count from it have their day. */
export async function followAgain(tx: Tx, company: Company, runIds: readonly string[]): Promise<void> {
  if (runIds.length === 0) return
  const { workspace } = company
  const { rows } = await sql<RunRow>`
    select id, sequence_key as "sequenceKey", account_id as "accountId", plan_id as "planId", began_on as "beganOn"
    from outreach_runs where workspace_id = ${workspace.id} and id = any(${sql`${[...runIds]}::uuid[]`}) and stopped_at is null
  `.execute(tx)
  const sequences = new Map(
    (await readSequences(tx, workspace.id)).filter(({ isOn }) => isOn).map((one) => [one.key, one]),
  )
  const plans = await stepsNow(tx, company, [...new Set(rows.flatMap(({ planId }) => planId ?? []))])
  const subjects: Subject[] = []
  for (const [key, some] of Map.groupBy(rows, ({ sequenceKey }) => sequenceKey)) {
    const sequence = sequences.get(key)
    if (!sequence) continue
    const own = some.flatMap(({ planId }) => plans.get(planId ?? '') ?? [])
    subjects.push(...(await subjectsOfPlans(tx, company, [sequence], own)))
    for (const { accountId, planId, beganOn } of some)
      if (planId === null) subjects.push({ sequence, accountId, planId, followed: { beganOn, steps: [] }, over: null })
  }
  await schedule(tx, company, subjects)
}
