import { sql } from 'kysely'
import { recordChanges } from '#capabilities/access/server/index.ts'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import { evaluate, type Moment } from '#capabilities/facts/core/condition/evaluate.ts'
import { explain } from '#capabilities/facts/core/condition/explain.ts'
import type { Condition } from '#capabilities/facts/core/condition/tree.ts'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import { seenClauses, type SeenClause } from '#capabilities/facts/core/seen.ts'
import {
  type Derivation,
  type Derive,
  type DerivePage,
  type EarlyPage,
  idArray,
} from '#capabilities/facts/server/index.ts'
import { businessDaysBetween } from '#kernel/businessCalendar.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { blockers, missingAgreement } from '#capabilities/plans/core/blockers.ts'
import { type ByHand, daysOfStart, daysToValue, isSelfStarted } from '#capabilities/plans/core/measures.ts'
import { planFacts } from './facts.ts'
import { plansChanged } from './listeners.ts'
import { readByHand } from './measures/byHand.ts'
import { workOutPaces } from './paces.ts'
import { type PlanRecord, readRecordsOf, type StepRow } from './record.ts'
import {
  type Against,
  blockersOfRecord,
  differs,
  keepSummaries,
  partOf,
  readAgainst,
  standOfRecord,
  type Summary,
  summaryOf,
} from './stand.ts'

/** Closes steps by the facts that say they are done, keeps how plans stand, and tells it as facts. */
export const plansDerivation: Derivation = {
  name: 'plans',
  definitions: planFacts,
  beforeAll: ({ tx, workspace, today }) => workOutPaces(tx, workspace.id, today),
  prepare,
}

async function prepare({ tx, workspace, accounts, today }: EarlyPage): Promise<Derive> {
  const plans = await readRecordsOf(tx, workspace.id, idArray(accounts), 'running')
  if (plans.length === 0) return async () => {}
  const against = await readAgainst(tx, workspace, today)
  const done = plans.filter(({ status }) => status === 'done').map(({ id }) => id)
  const byHand = done.length === 0 ? new Map<string, ByHand>() : await readByHand(tx, workspace, done)
  return (page) => lookAtAll(page, plans, { ...against, byHand })
}

type Closed = { id: string; version: number; because: SeenClause[]; tookDays: number; plan: PlanRecord }

type Ground = Against & { byHand: ReadonlyMap<string, ByHand> }

async function lookAtAll(page: DerivePage, plans: readonly PlanRecord[], against: Ground): Promise<void> {
  const closed: Closed[] = []
  const moved: (Summary & { id: string; version: number; accountId: AccountId })[] = []
  const readOnce = conditionReader(page)
  const byAccount = Map.groupBy(plans, ({ account_id }) => account_id)
  for (const [account, own] of byAccount) {
    for (const plan of own) {
      if (plan.status !== 'running') continue
      closed.push(...closeByFacts(page, plan, against, readOnce))
      const summary = summaryOf(plan, against)
      if (differs(plan, summary)) moved.push({ id: plan.id, version: plan.version, accountId: account, ...summary })
      Object.assign(plan, summary)
    }
    tell(page, account, own[0]!)
  }
  await keepClosed(page, closed)
  await keepSummaries(page.tx, page.workspace.id, moved)
  // What facts have just brought to its end was not done yet when the page was read.
  const ended = plans.filter(({ id, status }) => status === 'done' && !against.byHand.has(id)).map(({ id }) => id)
  const late = ended.length === 0 ? [] : await readByHand(page.tx, page.workspace, ended)
  const hands = new Map([...against.byHand, ...late])
  for (const [account, own] of byAccount) tellStart(page, account, own[0]!, hands)
  const touched = [...new Set([...closed.map(({ plan }) => plan.id), ...moved.map(({ id }) => id)])]
  const ofAccounts = new Set([...closed.map(({ plan }) => plan.account_id), ...moved.map((one) => one.accountId)])
  await plansChanged(page.tx, page.workspace.id, touched)
  if (touched.length > 0) await page.tell?.({ topic: 'plan', ids: [...touched, ...ofAccounts] })
}

/** Conditions by their text, each read once for a page; one that cannot be read (any longer) never holds. */
function conditionReader({ catalogue }: DerivePage): (text: string) => Condition | null {
  const known = new Map<string, Condition | null>()
  return (text) => {
    if (!known.has(text)) {
      const read = readCondition(text, catalogue)
      known.set(text, read.ok ? read.value : null)
    }
    return known.get(text) ?? null
  }
}

const isWatched = ({ status, evidence, watched }: StepRow) =>
  evidence === 'facts' && watched && (status === 'open' || status === 'doing')

/** Closes the steps of a plan whose conditions hold, today, and answers them with what was seen. */
function closeByFacts(
  page: DerivePage,
  plan: PlanRecord,
  against: Against,
  readOnce: (text: string) => Condition | null,
): Closed[] {
  const watched = plan.steps.filter(isWatched)
  if (watched.length === 0 || plan.kick_off_on > page.today) return []
  const { workspace, today, catalogue } = page
  const moment: Moment = { today, currency: workspace.currency, timeZone: workspace.timeZone }
  const read = (key: string) => page.read(plan.account_id, key)
  const { spans } = standOfRecord(plan, against)
  return watched.flatMap((row): Closed[] => {
    const condition = readOnce(row.condition ?? '')
    if (!condition || !evaluate(condition, read, moment)) return []
    const { startOn } = spans.get(row.id)!
    const tookDays = Math.max(0, businessDaysBetween(against.calendar, startOn, today))
    const because = seenClauses(explain(condition, catalogue, read, moment), catalogue)
    Object.assign(row, { status: 'done', status_on: today, closed_how: 'facts', took_days: tookDays } as const)
    return [{ id: row.id, version: row.version, because, tookDays, plan }]
  })
}

/** What somebody changed meanwhile is left as it is, and not waited for: their change has it looked at again. */
async function keepClosed({ tx, workspace, today }: DerivePage, closed: readonly Closed[]): Promise<void> {
  if (closed.length === 0) return
  const rows = closed.map(({ id, version, because, tookDays }) => ({ id, version, because, tookDays }))
  const { rows: kept } = await sql<{ id: string }>`
    update plan_steps s set status = 'done', status_on = ${today}::date, closed_how = 'facts', closed_by = null,
      because = n.because, took_days = n."tookDays", version = s.version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (id uuid, version int, because jsonb, "tookDays" int)
    where s.workspace_id = ${workspace.id} and s.id = n.id and s.version = n.version and s.id in (
      select id from plan_steps where workspace_id = ${workspace.id} and id = any(${rows.map(({ id }) => id)}::uuid[])
      for no key update skip locked
    )
    returning s.id
  `.execute(tx)
  const known = new Set(kept.map(({ id }) => id))
  await recordChanges(
    tx,
    closed.flatMap(({ id, plan, because }) => {
      const row = plan.steps.find((step) => step.id === id)!
      if (!known.has(id)) return []
      return {
        by: { workspaceId: workspace.id, system: true as const },
        action: 'plan_step.close',
        subjectId: id,
        accountId: plan.account_id,
        before: { status: 'open' },
        after: { name: row.name_ja, because: because.map(({ text }) => text).join(' && ') },
      }
    }),
  )
}

function tell(page: DerivePage, account: AccountId, plan: PlanRecord): void {
  const runs = plan.status === 'running'
  const set = (key: string, value: FactValue) => page.set(account, `plan.${key}`, value)
  set('state', runs ? plan.standing : plan.status)
  set('kick_off_on', plan.kick_off_on)
  set('finish_forecast_on', plan.finish_on)
  set('slip_days', plan.slip_days)
  set('late_steps', runs ? plan.late_steps : null)
  set('done_percent', plan.done_percent)
  const held = plan.steps.find(({ id }) => id === plan.held_up_by)
  set('held_up_by', held ? (page.workspace.locale === 'ja' ? held.name_ja : held.name_en) : null)
  set('agreement_missing', runs ? missingAgreement(plan.people.map(partOf)) : null)
  const operator = plan.people.find(({ role }) => role === 'operator')
  set('operator_hours', operator?.hours_a_week ?? null)
  const standing = { standing: plan.standing ?? 'on_time' }
  const found = runs ? blockersOfRecord(plan, standing, page.today) : []
  for (const one of blockers) if (one !== 'stuck') set(one, runs ? found.includes(one) : null)
}

/** How the customer's start went: its days, its first value, and whether it took a person of ours. */
function tellStart(page: DerivePage, account: AccountId, plan: PlanRecord, byHand: ReadonlyMap<string, ByHand>): void {
  const { status, kick_off_on: startedOn, closed_on: endedOn } = plan
  const isDone = status === 'done'
  const firstValueOn = page.read(account, 'metric.first_value_on') as Day | null
  const hands = byHand.get(plan.id)
  page.set(account, 'plan.onboarding_days', isDone && endedOn ? daysOfStart({ startedOn, endedOn }, endedOn) : null)
  page.set(account, 'plan.first_value_days', daysToValue({ startedOn, firstValueOn }))
  page.set(account, 'plan.self_started', isDone && hands ? isSelfStarted({ outcome: 'done', byHand: hands }) : null)
}
