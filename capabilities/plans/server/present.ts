import { readStanding } from '#capabilities/facts/core/condition/check.ts'
import { sayCondition } from '#capabilities/facts/core/condition/words.ts'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import { businessDaysBetween } from '#kernel/businessCalendar.ts'
import { missingAgreement } from '#capabilities/plans/core/blockers.ts'
import type { PartAnswer, PlanAnswer, StepAnswer } from '#capabilities/plans/contract/plan.ts'
import { isReady, lateDays, type Stand } from '#capabilities/plans/core/standing.ts'
import { agreeing, type Role, sideOf } from '#capabilities/plans/core/words.ts'
import { type PartRow, type PlanRecord, stateOf, type StepRow, stepOf } from './record.ts'
import { type Against, blockersOfRecord, partOf, standOfRecord } from './stand.ts'

/** What a plan is shown with: conditions in words need the facts they ask about. */
export type Shown = Against & { catalogue: Catalogue; currency: string }

/** A plan as the contract shows it. */
export function presentPlan(plan: PlanRecord, shown: Shown): PlanAnswer {
  const stand = standOfRecord(plan, shown)
  const runs = plan.status === 'running'
  const { forecast } = stand
  return {
    id: plan.id,
    version: plan.version,
    account: { id: plan.account_id, name: plan.account_name },
    template: { key: plan.template_key, version: plan.template_version, name: plan.template_name },
    name: plan.name,
    status: plan.status,
    kickOffOn: plan.kick_off_on,
    targetOn: plan.target_on,
    purpose: plan.purpose,
    policy: plan.policy,
    goals: plan.goals,
    closedOn: plan.closed_on,
    reason: plan.reason,
    baselineFinishOn: plan.baseline_finish_on,
    finishOn: runs ? (forecast.is === 'day' ? forecast.finishOn : null) : plan.closed_on,
    because: runs ? [...forecast.because] : [],
    noTimeOf: runs && forecast.is === 'never' ? forecast.role : null,
    slipDays: runs ? stand.slipDays : plan.slip_days,
    standing: runs ? stand.standing : null,
    lateSteps: runs ? stand.lateSteps : 0,
    heldUpBy: runs ? stand.heldUpBy : null,
    donePercent: stand.donePercent,
    stages: plan.stages,
    steps: stepsShown(plan, stand, shown),
    people: plan.people.map(presentPart),
    agreementMissing: missingAgreement(plan.people.map(partOf)),
    blockers: runs ? blockersOfRecord(plan, stand, shown.today) : [],
  }
}

function presentPart(row: PartRow): PartAnswer {
  const named = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' })
  return {
    role: row.role,
    side: sideOf(row.role),
    version: row.version,
    contact: named(row.contact_id, row.contact_name),
    person: named(row.person_id, row.person_name),
    duty: row.duty,
    hoursAWeek: row.hours_a_week,
    agreedOn: row.agreed_on,
    agreement: row.agreement,
    agrees: (agreeing as readonly Role[]).includes(row.role),
  }
}

function stepsShown(plan: PlanRecord, { spans }: Stand, shown: Shown): StepAnswer[] {
  const steps = plan.steps.map(stepOf)
  const byId = new Map(steps.map((step) => [step.id, step]))
  const who = new Map(plan.people.map(({ role, contact_name, person_name }) => [role, contact_name ?? person_name]))
  const runs = plan.status === 'running'
  return plan.steps.map((row, at) => {
    const step = steps[at]!
    const span = spans.get(row.id)!
    return {
      ...contentOf(row, shown),
      who: who.get(row.role) ?? null,
      isReady: isReady(step, byId),
      ...span,
      lateDays: runs ? lateDays(step, span, shown) : 0,
      slipDays: businessDaysBetween(shown.calendar, row.baseline_due_on, span.endOn),
    }
  })
}

type Content = Omit<StepAnswer, 'who' | 'isReady' | 'startOn' | 'dueOn' | 'endOn' | 'lateDays' | 'slipDays'>

function contentOf(row: StepRow, { catalogue, currency }: Shown): Content {
  const { watched: _watched, tookDays: _took, ...state } = { watched: true, tookDays: null, ...stateOf(row) }
  return {
    id: row.id,
    version: row.version,
    stageId: row.stage_id,
    name: { ja: row.name_ja, en: row.name_en },
    help: { ja: row.help_ja, en: row.help_en },
    side: sideOf(row.role),
    role: row.role,
    offset: row.offset_days,
    days: row.days,
    effortHours: row.effort_hours,
    weight: row.weight,
    evidence: row.evidence,
    condition: row.condition,
    content: row.content,
    agreedDueOn: row.agreed_due_on,
    after: row.after,
    state: state.is === 'open' ? { is: 'open', watched: row.watched } : state,
    baselineStartOn: row.baseline_start_on,
    baselineDueOn: row.baseline_due_on,
    closedBy: row.closed_by_name,
    inPortal: row.closed_by_contact !== null,
    because: row.because ?? [],
    said: row.condition === null ? null : inWords(row.condition, catalogue, currency),
  }
}

/** A condition in words; null where words cannot say it. */
export function inWords(text: string, catalogue: Catalogue, currency: string): Label | null {
  const read = readStanding(text, catalogue)
  if (!read.ok) return null
  const [ja, en] = (['ja', 'en'] as const).map((locale) => sayCondition(read.value, catalogue, { locale, currency }))
  return ja && en ? { ja, en } : null
}
