import { sql } from 'kysely'
import { createWorkspace } from '#capabilities/access/server/index.ts'
import { type FactSource, markDirty, reactOnce, settle, type SettleTools } from '#capabilities/facts/server/index.ts'
import { type AccountId, uuidV7, type WorkspaceId } from '#kernel/id.ts'
import { EventStoreUnavailable } from '#platform/events/store.ts'
import type { Workspace } from '#platform/http/context.ts'
import { facts, seeds } from '#start/catalogue.ts'
import { type BenchGround, generate, openGround } from '../ground.ts'
import type { Outcome } from '../outcome.ts'
import { seeded } from '../seeded.ts'
import { changeRate, changes, moments, nearMoments } from './changes.ts'

export type TimeRun = { customers: number; steps: number; seed: number; say: (text: string) => void }

const zones = [
  'Asia/Tokyo',
  'UTC',
  'America/New_York',
  'America/St_Johns',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Europe/London',
  'Africa/Cairo',
  'America/Sao_Paulo',
  'Pacific/Chatham',
]

/**
 * Companies in twelve time zones live through leap days, changes of summer time and a clock that is put back, by days and
 * within one, also while a turn is under way, with data that comes late or lies ahead and rates that are missing. After
 * every step the facts that were kept by and by must be those that computing every customer anew gives, and the last
 * conversation and open inquiries those of a reckoning of our own.
 * Throws where the check does not see a change that nobody was told of.
 */
export async function timeTurns({ customers, steps, seed, say }: TimeRun): Promise<Outcome> {
  const ground = await openGround()
  const random = seeded(seed)
  try {
    const violations: string[] = []
    let now = new Date()
    const tools: SettleTools = {
      system: facts,
      database: ground.database,
      events: ground.events,
      live: { publish: async () => {} },
      now: () => now,
      onMalformed: (keys) => violations.push(`of a wrong type: ${keys.join(' ')}`),
      onFailure: (_, ids, error) => violations.push(`${ids.length} customers could not be computed: ${String(error)}`),
    }
    const companies: Company[] = []
    for (const zone of zones) companies.push(await company(ground, zone, customers))
    await turn(tools)
    const names = Object.keys(changes)
    for (let step = 0; step < steps; step++) {
      const next = step % 2 === 0 ? moments : nearMoments
      if (next === nearMoments) {
        // What counts by now lies ahead once the clock is put back, of customers whom nothing else touches.
        const justNow = { what: 'a conversation a minute before the moment', rate: true, random }
        for (const one of companies) await change(tools, one, justNow)
        await turn(tools)
      }
      const [when, at] = next[Math.floor(random() * next.length)]!
      now = new Date(at(now.getTime()))
      const what = names[Math.floor(random() * names.length)]!
      say(`${now.toISOString()}, ${when}: ${what}`)
      for (const one of companies) await change(tools, one, { what, rate: random() < 0.5, random })
      const ahead = new Date(now.getTime() + 40 * 86_400_000)
      if (random() < 0.3) await breakOff(tools, ahead, companies[Math.floor(random() * companies.length)]!)
      await turn(tools)
      for (const one of companies)
        violations.push(...(await differences(tools, one)).map((text) => `${when}, ${what}, ${one.timeZone}: ${text}`))
    }
    for (const text of violations.slice(0, 10)) say(text)
    await refuseBlind(tools, companies[0]!)
    return { cases: steps * companies.length * customers, violations }
  } finally {
    await ground.stop()
  }
}

type Company = Workspace & { accounts: readonly AccountId[] }

async function company(ground: BenchGround, timeZone: string, customers: number): Promise<Company> {
  const workspace: Workspace = {
    id: uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10))) as WorkspaceId,
    name: timeZone,
    locale: 'ja',
    timeZone,
    currency: 'JPY',
    fiscalStartMonth: 4,
  }
  await ground.database.workspace(workspace.id, (tx) => createWorkspace(tx, workspace, seeds))
  await generate(ground, workspace, customers)
  const { rows } = await ground.database.workspace(workspace.id, (tx) =>
    sql<{ id: AccountId }>`select id from accounts order by id`.execute(tx),
  )
  return { ...workspace, accounts: rows.map(({ id }) => id) }
}

async function turn(tools: SettleTools): Promise<void> {
  const turns = new Map()
  while (await reactOnce(tools, turns));
}

/** The clock runs ahead, and breaks off the turn of one company: two thirds of it are computed for a day that is not yet. */
async function breakOff(tools: SettleTools, at: Date, one: Company): Promise<void> {
  const away: FactSource = {
    definitions: [],
    load: async ({ accounts }) => {
      const last = accounts.some((id) => id === lastOf(one))
      if (last) throw new EventStoreUnavailable('it went away')
      return new Map()
    },
  }
  const system = { ...tools.system, sources: [...tools.system.sources, away] }
  await reactOnce({ ...tools, system, now: () => at }, new Map()).catch((error: unknown) => {
    if (!(error instanceof EventStoreUnavailable)) throw error
  })
}

// Turns go by the second half of an identifier.
const lastOf = ({ accounts }: Company) => accounts.toSorted((a, b) => (a.slice(-17) < b.slice(-17) ? -1 : 1)).at(-1)

type Step = { what: string; rate: boolean; random: () => number }

function change(tools: SettleTools, { id, accounts }: Company, { what, rate, random }: Step): Promise<void> {
  const some = accounts.filter(() => random() < 0.3)
  return tools.database.workspace(id, async (tx) => {
    await changes[what]!(tx, some, tools.now())
    const paid = await changeRate(tx, rate, tools.now())
    await markDirty(tx, id, [...new Set([...some, ...paid])])
  })
}

type Kept = { id: string; facts: Record<string, unknown> }

function kept(tools: SettleTools, { id }: Company): Promise<Kept[]> {
  return tools.database.workspace(id, async (tx) => {
    const { rows } = await sql<Kept>`
      select account_id as id, to_jsonb(f) - 'computed_at' - 'workspace_id' as facts from account_facts f order by account_id
    `.execute(tx)
    return rows
  })
}

/** Where what was kept by and by differs from computing all anew, and both from a reckoning of our own. */
async function differences(tools: SettleTools, one: Company): Promise<string[]> {
  const before = await kept(tools, one)
  await settle(tools, one, one.accounts)
  const after = await kept(tools, one)
  const moved = after.flatMap(({ id, facts: anew }, at) =>
    Object.keys(anew)
      .filter((key) => JSON.stringify(anew[key]) !== JSON.stringify(before[at]?.facts[key]))
      .map((key) => `${key} of ${id} is ${JSON.stringify(before[at]?.facts[key])}, anew ${JSON.stringify(anew[key])}`),
  )
  return [...moved, ...(await ownReckoning(tools, one, before))]
}

/** The last conversation up to today by the calendar of the place, which Intl knows without us, and inquiries by a count. */
async function ownReckoning(tools: SettleTools, one: Company, rows: readonly Kept[]): Promise<string[]> {
  const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: one.timeZone })
  const today = calendar.format(tools.now())
  const came = (at: string) => sql`(${sql.ref(at)} at time zone ${one.timeZone})::date <= ${today}::date`
  const { rows: counted } = await tools.database.workspace(one.id, (tx) =>
    sql<{ id: string; open: number; last: Date | null }>`
      select a.id,
        (select count(*)::int from inquiries q where q.account_id = a.id and ${came('q.opened_at')}
          and ${came('q.solved_at')} is not true) as open,
        (select max(at) from activities t where t.account_id = a.id and ${came('t.at')}) as last
      from accounts a`.execute(tx),
  )
  const own = new Map(counted.map((row) => [row.id, row]))
  return rows.flatMap(({ id, facts: known }) => {
    const { open, last } = own.get(id)!
    const day = last && calendar.format(last)
    const told = (known['touch.last_on'] as string | null) ?? null
    return [
      ...(told === day ? [] : [`${id} was last talked to on ${day}, not on ${told}`]),
      ...((known['inquiry.open_count'] ?? 0) === open
        ? []
        : [`${id} has ${open} open inquiries, not ${String(known['inquiry.open_count'])}`]),
    ]
  })
}

/** The fault: customers change, and nobody is told. */
async function refuseBlind(tools: SettleTools, one: Company): Promise<void> {
  await tools.database.workspace(one.id, (tx) => sql`update accounts set employees = 987654`.execute(tx))
  await turn(tools)
  if ((await differences(tools, one)).length === 0)
    throw new Error('a change that nobody was told of went unseen: the check checks nothing')
}
