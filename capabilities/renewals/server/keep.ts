import { sql } from 'kysely'
import { recordChanges } from '#capabilities/access/server/index.ts'
import { idArray } from '#capabilities/facts/server/index.ts'
import { arrOn } from '#capabilities/revenue/core/recurring.ts'
import { type EndingContract, readEnding, readOwed } from '#capabilities/revenue/server/index.ts'
import { addDays, type Day } from '#kernel/day.ts'
import { type AccountId, type ContractId, type PersonId, uuidV7, type WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { noticeFor, type Step, stepsFor } from '../core/due.ts'
import { outcomeOf } from '../core/chance.ts'
import type { Category, Outcome } from '../core/words.ts'
import { goesOn } from './selling.ts'

/** A renewal as the passes keep it. `owner` is who has it, `heir` who ought to. */
export type Kept = {
  id: string
  accountId: AccountId
  contractId: ContractId
  termEnd: Day
  noticeBy: Day | null
  autoRenews: boolean
  atStake: number | null
  currency: string
  status: 'open' | 'closed' | 'withdrawn'
  category: Category | null
  amount: number | null
  closesOn: Day | null
  outcome: Outcome | null
  closedAmount: number | null
  winBackOn: Day | null
  owner: PersonId | null
  heir: PersonId | null
}

/** What a pass found: the renewals of its accounts as they ought to be, and what that takes. */
export type Found = { renewals: readonly Kept[]; opened: Kept[]; changed: Kept[]; audit: Told[] }
type Told = { action: string; renewal: Kept; before: object; after: object }

type Asked = { tx: Tx; workspace: { id: WorkspaceId }; accounts: readonly AccountId[]; today: Day; now: Date }

/**
 * The renewals of a page of accounts, and those of their contracts that they can be about. `standing` are contracts that were not
 * read: their renewal is open and follows from nothing but them, and nobody has changed them.
 */
export type Read = {
  known: readonly Kept[]
  contracts: readonly EndingContract[]
  standing: ReadonlySet<ContractId>
}

/** Reads what the renewals of a page of accounts follow from: contracts whose terms end within so many days. */
export async function readRenewing({ tx, workspace, accounts, today }: Asked, within: number): Promise<Read> {
  const known = await readKept(tx, workspace.id, accounts)
  const owed = new Set(await readOwed(tx, workspace.id, accounts))
  const open = known.filter((one) => one.status === 'open')
  const standing = new Set(
    open.flatMap((one) => (one.termEnd > today && !owed.has(one.accountId) ? [one.contractId] : [])),
  )
  const contracts = await readEnding(tx, workspace.id, {
    accounts,
    today,
    until: addDays(today, within),
    also: open.flatMap((one) => (standing.has(one.contractId) ? [] : [one.contractId])),
    except: [...standing],
  })
  return { known, contracts, standing }
}

/** Works out what ought to be, each term once; `daysOf` says how long before the end of a term an account's renewals are opened. */
export function findRenewals(
  { known, contracts, standing }: Read,
  { today, now }: Pick<Asked, 'today' | 'now'>,
  daysOf: (account: AccountId) => number,
): Found {
  const byContract = Map.groupBy(known, (one) => one.contractId)
  const found: Found = { renewals: known, opened: [], changed: [], audit: [] }
  const living = new Map(contracts.map((contract) => [contract.id, contract]))
  for (const one of known)
    if (one.status === 'open' && standing.has(one.contractId)) changeKept(found, one, null, { owner: one.heir })
  for (const id of new Set([...living.keys(), ...byContract.keys()]).difference(standing)) {
    const [contract, own] = [living.get(id) ?? null, byContract.get(id) ?? []]
    const daysBefore = daysOf((contract ?? own[0]!).accountId)
    keepOne(found, contract, own, { today, daysBefore, now })
  }
  return { ...found, renewals: [...known, ...found.opened] }
}

type Clock = { today: Day; daysBefore: number; now: Date }
type Change = (one: Kept, action: string | null, after: Partial<Kept>) => void

/** Notes what is to be written of a renewal; without an action it follows its contract or its account, and nobody is told. */
function changeKept(found: Found, one: Kept, action: string | null, after: Partial<Kept>): void {
  const keys = (Object.keys(after) as (keyof Kept)[]).filter((key) => one[key] !== after[key])
  if (keys.length === 0) return
  const pick = (from: Partial<Kept>) => Object.fromEntries(keys.map((key) => [key, from[key]]))
  const before = pick(one)
  Object.assign(one, after)
  if (!found.opened.includes(one) && !found.changed.includes(one)) found.changed.push(one)
  if (action) found.audit.push({ action, renewal: one, before, after: pick(after) })
}

function keepOne(found: Found, contract: EndingContract | null, own: readonly Kept[], clock: Clock): void {
  let open = own.find((one) => one.status === 'open') ?? null
  const settled = new Set(own.filter((one) => one.status === 'closed').map((one) => one.termEnd))
  const renewing = contract && { terms: contract, goesOn: (on: Day) => goesOn(contract, on) }
  // Contracts that are not near their end are not read: only what is open asks about them.
  if (!contract && !open) return
  const change: Change = (one, action, after) => changeKept(found, one, action, after)
  for (const step of stepsFor(renewing, open, settled, clock)) {
    if (step.step === 'withdraw') change(open!, 'renewal.withdraw', { status: 'withdrawn' })
    if (step.step === 'move') change(open!, 'renewal.move', { termEnd: step.termEnd })
    if (step.step === 'renewed') change(open!, 'renewal.renewed', { status: 'closed', ...begunAnew(open!, contract!) })
    if (step.step === 'open') open = opening(found, contract!, own, step, clock, change)
    else if (step.step !== 'move') open = null
  }
  if (open && contract) {
    const { termEnd } = open
    change(open, null, {
      noticeBy: noticeFor(contract, termEnd),
      autoRenews: contract.autoRenews === true,
      currency: contract.currency,
      atStake: contract.bare ? null : arrOn(contract.prices, addDays(termEnd, -1)),
      owner: open.heir,
    })
  }
}

/** What a term that began by itself is worth. */
function begunAnew({ atStake, termEnd }: Kept, contract: EndingContract): Pick<Kept, 'outcome' | 'closedAmount'> {
  const closedAmount = contract.bare ? null : arrOn(contract.prices, termEnd)
  return { outcome: outcomeOf(atStake, closedAmount), closedAmount }
}

/** A renewal that was withdrawn is taken up again with all that was written in it. */
function opening(
  found: Found,
  contract: EndingContract,
  own: readonly Kept[],
  { termEnd }: Step & { step: 'open' },
  { now }: Clock,
  change: Change,
): Kept {
  const before = own.findLast((one) => one.status === 'withdrawn' && one.termEnd === termEnd)
  if (before) {
    change(before, 'renewal.restore', { status: 'open' })
    return before
  }
  const fresh: Kept = {
    id: uuidV7(now.getTime(), crypto.getRandomValues(new Uint8Array(10))),
    accountId: contract.accountId,
    contractId: contract.id,
    termEnd,
    noticeBy: null,
    autoRenews: false,
    atStake: null,
    currency: contract.currency,
    status: 'open',
    category: null,
    amount: null,
    closesOn: null,
    outcome: null,
    closedAmount: null,
    winBackOn: null,
    owner: null,
    heir: null,
  }
  found.opened.push(fresh)
  return fresh
}

const heirOf = sql`(
  select s.person_id from account_assignments s
  where s.workspace_id = r.workspace_id and s.account_id = r.account_id and s.to_day is null
    and s.role in ('renewal_manager', 'csm')
  order by s.role = 'renewal_manager' desc limit 1
)`

async function readKept(tx: Tx, workspaceId: WorkspaceId, accounts: readonly AccountId[]): Promise<Kept[]> {
  const { rows } = await sql<Kept>`
    select r.id, r.account_id as "accountId", r.contract_id as "contractId", r.term_end as "termEnd",
      r.notice_by as "noticeBy", r.auto_renews as "autoRenews", r.at_stake as "atStake", r.currency, r.status, r.category,
      r.amount, r.closes_on as "closesOn", r.outcome, r.closed_amount as "closedAmount", r.win_back_on as "winBackOn", r.owner_id as owner,
      case when r.status = 'open' then ${heirOf} end as heir
    from renewals r where r.workspace_id = ${workspaceId} and r.account_id = any(${idArray(accounts)})
    order by r.created_at, r.id
  `.execute(tx)
  return rows
}

/** Writes what a pass found, in one statement each; twice the same page leaves nothing to write. */
export async function keepRenewals(
  { tx, workspace, today, now }: Asked,
  { opened, changed, audit }: Found,
): Promise<void> {
  if (opened.length > 0) await insertOpened(tx, workspace.id, opened, today, now)
  if (changed.length > 0) await updateChanged(tx, workspace.id, changed, now)
  await recordChanges(
    tx,
    audit.map(({ action, renewal, before, after }) => ({
      by: { workspaceId: workspace.id, system: true as const },
      action,
      subjectId: renewal.id,
      accountId: renewal.accountId,
      before: { ...before },
      after: { ...after },
    })),
  )
}

const columns = sql`(id uuid, "accountId" uuid, "contractId" uuid, "termEnd" date, "noticeBy" date, "autoRenews" boolean,
  "atStake" bigint, currency text, status text, outcome text, "closedAmount" bigint, owner uuid)`

async function insertOpened(tx: Tx, workspaceId: WorkspaceId, rows: readonly Kept[], today: Day, now: Date) {
  await sql`
    insert into renewals as r (workspace_id, id, account_id, contract_id, term_end, notice_by, auto_renews, currency, at_stake,
      owner_id, opened_on, created_at, updated_at)
    select n.workspace_id, n.id, n.account_id, n."contractId", n."termEnd", n."noticeBy", n."autoRenews", n.currency,
      n."atStake", (
        select s.person_id from account_assignments s
        where s.workspace_id = n.workspace_id and s.account_id = n.account_id and s.to_day is null
          and s.role in ('renewal_manager', 'csm')
        order by s.role = 'renewal_manager' desc limit 1
      ), ${today}::date, ${now}, ${now}
    from (
      select ${workspaceId}::uuid as workspace_id, "accountId" as account_id, * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row ${columns}
    ) as n
    on conflict do nothing
  `.execute(tx)
}

async function updateChanged(tx: Tx, workspaceId: WorkspaceId, rows: readonly Kept[], now: Date) {
  await sql`
    update renewals r set term_end = n."termEnd", notice_by = n."noticeBy", auto_renews = n."autoRenews",
      currency = n.currency, at_stake = n."atStake", owner_id = n.owner, status = n.status, outcome = n.outcome,
      closed_at = case when n.status = 'closed' and r.closed_at is null then ${now}::timestamptz else r.closed_at end,
      closed_amount = n."closedAmount",
      -- What follows the contract by itself is no change that somebody's edit could run into.
      version = r.version + case when r.term_end <> n."termEnd" or r.status <> n.status then 1 else 0 end,
      updated_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n ${columns}
    where r.workspace_id = ${workspaceId} and r.id = n.id
  `.execute(tx)
}
