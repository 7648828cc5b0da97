import type { Label } from '#capabilities/facts/core/fact.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { StepState } from '#capabilities/plans/core/schedule.ts'
import { isReady, lateDays } from '#capabilities/plans/core/standing.ts'
import type { Evidence, PlanStatus, Role } from '#capabilities/plans/core/words.ts'
import { type PlanRecord, readRecordsById, stepOf } from './record.ts'
import { type Against, readAgainst, standOfRecord } from './stand.ts'

/** Where a step of a plan is today, for those who follow it from outside: mails, the portal. */
export type StepNow = {
  id: string
  /** The step of the template it was made from. */
  key: string
  name: Label
  evidence: Evidence
  status: StepState['is']
  /** Since when, or from when on, it can be done; null while it waits for others. */
  readyOn: Day | null
  dueOn: Day
  /** Business days. */
  lateDays: number
  role: Role
  /** Who has the role in this plan: a contact of the customer, or one of our people. */
  contactId: string | null
  personId: string | null
}

export type PlanNow = {
  id: string
  accountId: AccountId
  template: string
  status: PlanStatus
  kickOffOn: Day
  steps: StepNow[]
}

/** Some plans with all their steps as they stand on a day, in two statements for all; plans that are not there are left out. */
export async function stepsNow(
  tx: Tx,
  { workspace, today }: { workspace: { id: WorkspaceId; timeZone: string }; today: Day },
  planIds: readonly string[],
): Promise<Map<string, PlanNow>> {
  if (planIds.length === 0) return new Map()
  const plans = await readRecordsById(tx, workspace.id, planIds)
  const against = await readAgainst(tx, workspace, today)
  return new Map(plans.map((plan) => [plan.id, planNow(plan, against)]))
}

function planNow(plan: PlanRecord, against: Against): PlanNow {
  const { spans } = standOfRecord(plan, against)
  const steps = new Map(plan.steps.map((row) => [row.id, stepOf(row)]))
  const parts = new Map(plan.people.map((part) => [part.role, part]))
  return {
    id: plan.id,
    accountId: plan.account_id,
    template: plan.template_key,
    status: plan.status,
    kickOffOn: plan.kick_off_on,
    steps: plan.steps.map((row) => {
      const step = steps.get(row.id)!
      const span = spans.get(row.id)!
      return {
        id: row.id,
        key: row.key,
        name: { ja: row.name_ja, en: row.name_en },
        evidence: row.evidence,
        status: row.status,
        readyOn: isReady(step, steps) ? span.startOn : null,
        dueOn: span.dueOn,
        lateDays: plan.status === 'running' ? lateDays(step, span, against) : 0,
        role: row.role,
        contactId: parts.get(row.role)?.contact_id ?? null,
        personId: parts.get(row.role)?.person_id ?? null,
      }
    }),
  }
}
