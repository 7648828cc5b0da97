import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Day } from '#kernel/day.ts'
import { dayAgo, today } from '#test/build/day.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import type { Role } from '../core/words.ts'

let server: TestServer
let admin: Visitor
let api: Visitor['api']['plans']
let id: string

type Part = { contactId: string | null; hoursAWeek: number | null; agreedOn: Day | null }
const people = { decision_maker: '決裁 花子', promoter: '推進 太郎', operator: '運用 次郎' } as const
let contacts: Record<keyof typeof people, string>

beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin')
  api = admin.api.plans
})
beforeEach(async () => {
  id = (await admin.api.accounts.create({ name: '葛飾精工' })).id
  const made = Object.entries(people).map(async ([role, name]) => {
    return [role, (await admin.api.accounts.contacts.create({ id, name })).id]
  })
  contacts = Object.fromEntries(await Promise.all(made))
})

const plan = async () => (await api.ofAccount({ id })).plans[0]!
const blockers = async () => (await plan()).blockers.filter((one) => one !== 'stuck')

/** Says who has a role, the rest as it is. */
async function put(role: Role, part: Partial<Part>) {
  const { id: of, people: now } = await plan()
  const known = now.find((one) => one.role === role)
  const held = { contactId: known?.contact?.id ?? null, personId: known?.person?.id ?? null }
  const { duty = '', agreement = '', hoursAWeek = null, agreedOn = null } = known ?? {}
  await api.setPart({
    id: of,
    version: known?.version ?? 0,
    role,
    ...held,
    duty,
    agreement,
    hoursAWeek,
    agreedOn,
    ...part,
  })
}

/** A plan of yesterday with everything its people need: all known, all agreed, an operator with time. */
async function sound() {
  await api.create({ accountId: id, template: 'onboarding', kickOffOn: dayAgo(1), targetOn: null })
  await put('csm', { agreedOn: today() })
  for (const role of ['decision_maker', 'promoter', 'operator'] as const)
    await put(role, { contactId: contacts[role], hoursAWeek: 10, agreedOn: today() })
}

const known = async () => (await admin.api.cockpit.signals({ id })).signals
const seen = async (rule: string) => {
  const signal = (await known()).find((one) => one.rule.key === rule)
  return signal ? { holds: signal.holds, because: signal.because.ja } : null
}

/** What a rule remembers of the customer is put back by days, as if they had passed; the next change looks again. */
const passDays = (days: number) =>
  server.database.workspace(admin.workspace.id, (tx) =>
    sql`update signal_states set holds_since = holds_since - ${days} * interval '1 day' where account_id = ${id}`.execute(
      tx,
    ),
  )
const noticed = (rule: string) => async () => {
  const { rows } = await server.database.workspace(admin.workspace.id, (tx) =>
    sql`select 1 from signal_states where account_id = ${id} and rule_key = ${rule} and holds_since is not null`.execute(
      tx,
    ),
  )
  return rows.length
}
const patience = { timeout: 45_000 }

const situations = [
  {
    rule: 'promoter_is_operator',
    blocker: 'promoter_is_operator',
    make: () => put('operator', { contactId: contacts.promoter }),
    mend: () => put('operator', { contactId: contacts.operator }),
    because: /推進者が運用担当を兼ねています/,
  },
  {
    rule: 'operator_without_time',
    blocker: 'operator_without_time',
    make: () => put('operator', { hoursAWeek: 0 }),
    mend: () => put('operator', { hoursAWeek: 10 }),
    because: /運用担当がプランにあてられる時間は週0/,
  },
  {
    rule: 'plan_decision_maker_missing',
    blocker: 'decision_maker_missing',
    make: () => put('decision_maker', { contactId: null }),
    mend: () => put('decision_maker', { contactId: contacts.decision_maker }),
    because: /決裁者がいません/,
  },
  {
    rule: 'plan_agreement_missing',
    blocker: 'agreement_late',
    make: () => put('operator', { agreedOn: null }),
    mend: () => put('operator', { agreedOn: today() }),
    because: /運用担当の合意がまだ記録されていません/,
  },
] as const

test.each(situations)(
  '$rule: it is on from the start, seen on the plan, raised as a signal, and over once it is mended',
  async ({ rule, blocker, make, mend, because }) => {
    const { rules } = await admin.api.cockpit.rules.list({})
    const watch = rules.find((one) => one.key === rule)
    expect(watch).toMatchObject({ isOn: true })
    await sound()
    expect(await blockers()).toEqual([])
    await make()
    expect(await blockers()).toEqual([blocker])
    await expect.poll(noticed(rule), patience).toBe(1)
    // A look that was under way writes what it had read: the days are put back until one begins after them.
    let hoursAWeek = 10
    const days = async () => {
      await passDays(watch!.holdDays)
      await put('promoter', { hoursAWeek: ++hoursAWeek })
      return seen(rule)
    }
    const often = { ...patience, interval: 500 }
    await expect.poll(days, often).toEqual({ holds: true, because: expect.stringMatching(because) })
    expect((await admin.api.cockpit.ctas.ofAccount({ id })).ctas.map((cta) => cta.ruleKey)).toContain(rule)
    await mend()
    expect(await blockers()).toEqual([])
    await expect.poll(async () => (await seen(rule))?.holds, patience).toBe(false)
    expect((await known()).filter((one) => one.rule.key === rule)).toHaveLength(1)
  },
)
