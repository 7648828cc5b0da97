import { sql } from 'kysely'
import { accountFacts, factsAsOf } from '#capabilities/facts/server/index.ts'
import { seenFact } from '#capabilities/facts/core/seen.ts'
import { arrOn } from '#capabilities/revenue/core/recurring.ts'
import { asOfToday, type Contract, theContract, type Version } from '#capabilities/revenue/server/index.ts'
import { addBusinessDays, japaneseCalendar, plainCalendar } from '#kernel/businessCalendar.ts'
import { addDays, addMonths, type Day } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { Papers } from '../contract/papers.ts'
import { theRow } from './pageRead.ts'
import type { RenewalRow } from './read.ts'

/** What tells of use, in the order in which it is read. */
const telling = [
  'contract.seats',
  'metric.licence_use',
  'metric.weekly_active_users',
  'metric.monthly_active_users',
  'metric.features_used_28d',
  'metric.habit_weeks_12',
] as const

type Asking = Pick<CallContext, 'caller' | 'today' | 'events'>

/** What is known of a customer for those of theirs who decide about going on. */
export async function readPapers(tx: Tx, call: Asking, id: string): Promise<Papers> {
  const { workspace, personId } = call.caller
  const row = await theRow(tx, call, id)
  const contract = await theContract(tx, row.contract_id, asOfToday(call))
  const last = addDays(row.term_end, -1)
  const termStart = beginning(contract, row.term_end)
  return {
    id: row.id,
    account: await theAccount(tx, row),
    workspace: workspace.name,
    sender: await theSender(tx, workspace.id, personId),
    decisionMaker: await whoDecides(tx, row),
    startedOn: contract.startOn,
    termStart,
    termLast: last,
    noticeBy: row.notice_by,
    autoRenews: row.auto_renews,
    currency: row.currency,
    arr: row.at_stake,
    lines: linesOn(contract, last),
    use: await useOf(tx, call, row, termStart),
    milestones: await milestonesOf(tx, call, row),
    inquiries: await inquiriesOf(tx, row, termStart),
    offer: offered(workspace.timeZone, call.today()),
  }
}

/** The first day of the term that ends; a first term begins with the contract. */
function beginning({ startOn, renewalMonths }: Contract, termEnd: Day): Day {
  const before = renewalMonths === null ? (startOn as Day) : addMonths(termEnd, -renewalMonths)
  return before < startOn ? (startOn as Day) : before
}

async function theAccount(tx: Tx, { account_id, account_name }: RenewalRow): Promise<Papers['account']> {
  const { rows } = await sql<Omit<Papers['account'], 'name'>>`
    select nullif(purpose, '') as purpose, nullif(business_issues, '') as issues, nullif(goals, '') as goals
    from accounts where id = ${account_id}
  `.execute(tx)
  return { name: account_name, ...rows[0]! }
}

async function theSender(tx: Tx, workspaceId: string, personId: string): Promise<Papers['sender']> {
  const { rows } = await sql<Papers['sender']>`
    select name, email from people where workspace_id = ${workspaceId} and id = ${personId}
  `.execute(tx)
  return rows[0]!
}

async function whoDecides(tx: Tx, { account_id }: RenewalRow): Promise<Papers['decisionMaker']> {
  const { rows } = await sql<NonNullable<Papers['decisionMaker']>>`
    select name, nullif(department, '') as department, nullif(title, '') as title, nullif(email, '') as email from contacts
    where account_id = ${account_id} and 'decision_maker' = any(roles) and left_on is null and archived_at is null
    order by influence desc nulls last, email is null, name limit 1
  `.execute(tx)
  return rows[0] ?? null
}

function linesOn(contract: Contract, on: Day): Papers['lines'] {
  return contract.lines.flatMap(({ kind, archivedAt, versions, product, plan }) => {
    const held = (versions as Version[]).filter(({ startOn, endOn }) => startOn <= on && (endOn === null || endOn > on))
    if (kind !== 'recurring' || archivedAt !== null || held.length === 0) return []
    const quantity = held.reduce((sum, version) => sum + version.quantity, 0)
    return [{ product, plan: held.at(-1)!.plan ?? plan, quantity, arr: arrOn(held, on) }]
  })
}

async function useOf(tx: Tx, call: Asking, row: RenewalRow, then: Day): Promise<Papers['use']> {
  const { workspace } = call.caller
  const { catalogue, value } = await accountFacts(tx, workspace, row.account_id, call.today())
  const known = telling.filter((key) => typeof value(key) === 'number')
  const asked = { catalogue, facts: known, day: then, accounts: [row.account_id] }
  const before = (await factsAsOf(call.events, workspace, asked)).get(row.account_id) ?? {}
  return known.map((key) => {
    const past = before[key]
    return { now: seenFact(catalogue, key, value(key)), then: typeof past === 'number' ? past : null }
  })
}

async function milestonesOf(tx: Tx, call: Asking, { account_id }: RenewalRow): Promise<Papers['milestones']> {
  const { catalogue } = await accountFacts(tx, call.caller.workspace, account_id, call.today())
  const named = new Map((catalogue.get('phase.missing')?.choices ?? []).map(({ key, label }) => [key, label]))
  const { rows } = await sql<{ milestone: string; on: Day }>`
    select milestone, reached_on as on from account_milestones where account_id = ${account_id} order by reached_on, milestone
  `.execute(tx)
  return rows.flatMap(({ milestone, on }) => {
    const label = named.get(milestone)
    return label ? [{ label, on }] : []
  })
}

async function inquiriesOf(tx: Tx, { account_id }: RenewalRow, from: Day): Promise<Papers['inquiries']> {
  const { rows } = await sql<NonNullable<Papers['inquiries']>>`
    select count(*)::int as asked, count(*) filter (where solved_at is not null or first_answered_at is not null)::int as answered,
      (percentile_cont(0.5) within group (order by extract(epoch from first_answered_at - opened_at)) / 3600)::double precision as hours,
      avg(satisfaction)::double precision as satisfaction
    from inquiries where account_id = ${account_id} and archived_at is null and opened_at >= ${from}::date
  `.execute(tx)
  const found = rows[0]!
  return found.asked === 0 ? null : found
}

function offered(timeZone: string, today: Day): Papers['offer'] {
  const calendar = timeZone === 'Asia/Tokyo' ? japaneseCalendar : plainCalendar
  return { from: addBusinessDays(calendar, today, 3), until: addBusinessDays(calendar, today, 13) }
}
