import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { builtInRoles } from '#capabilities/access/core/roles.ts'
import { callerIn } from '#capabilities/access/server/index.ts'
import { type FieldClass, fieldClasses, permissions, type RowScope, rowScopes } from '#kernel/exchange.ts'
import type { Caller } from '#platform/http/context.ts'
import { permit, refuseUnseen } from '#platform/http/guard.ts'
import { router } from '#start/catalogue.ts'
import { testDatabase } from '#test/servers/database.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { type Route, routesWithInput } from './ask.ts'

// What is expected is written down here by hand, away from the product's own lists: a route for each thing that can be
// allowed, and whether it concerns single customers or what all of them share.
const ofSingleCustomers = [
  ['audit.read', 'GET /audit'],
  ['accounts.read', 'GET /accounts/{id}'],
  ['accounts.write', 'PATCH /accounts/{id}'],
  ['accounts.export', 'POST /revenue/reconciliations/{id}/keep'],
  ['journey.read', 'GET /journey/maps/all'],
  ['journey.move', 'POST /accounts/{id}/phase'],
  ['health.read', 'GET /accounts/{id}/risk'],
  ['signals.read', 'GET /accounts/{id}/ctas'],
  ['ctas.work', 'PATCH /ctas/{id}'],
] as const
const ofAll = [
  ['workspace.manage', 'PATCH /workspace'],
  ['people.manage', 'POST /roles'],
  ['fields.manage', 'POST /fields'],
  ['segments.manage', 'POST /segment-axes'],
  ['accounts.create', 'POST /accounts'],
  ['imports.run', 'GET /imports'],
  ['ingest.read', 'GET /ingest'],
  ['ingest.manage', 'POST /write-keys'],
  ['journey.manage', 'PUT /journey/maps/{key}/draft'],
  ['health.manage', 'POST /scorecards'],
  ['signals.manage', 'POST /signal-rules'],
  ['content.manage', 'POST /content'],
  ['outreach.manage', 'PUT /mail/server'],
] as const
const asked = [...ofSingleCustomers, ...ofAll]

/** Of those, the ones that speak of nothing but amounts of money, or take in whatever a file holds. */
const needsToSee: Partial<Record<string, readonly FieldClass[]>> = {
  'POST /revenue/reconciliations/{id}/keep': ['money'],
  'GET /imports': ['money', 'personal', 'sensitive'],
}

/** Where a customer has a value of each class, as a column of the question that every actor asks. */
const valueOf: Record<FieldClass, string> = {
  money: '(select sum(refund_amount)::text from churn_records r where r.account_id = a.id)',
  personal: `(select string_agg(email, ',') from contacts c where c.account_id = a.id)`,
  sensitive: `a.custom ->> 'secret'`,
}

/** Customers by who looks after them, as the person asked about sees it. */
const reaches: Record<RowScope, Record<'own' | 'mates' | 'handed' | 'strangers', boolean>> = {
  all: { own: true, mates: true, handed: true, strangers: true },
  team: { own: true, mates: true, handed: false, strangers: false },
  book: { own: true, mates: false, handed: false, strangers: false },
  partner: { own: false, mates: false, handed: true, strangers: false },
}
const kinds = ['own', 'mates', 'handed', 'strangers'] as const

// Roles: those of the product and drawn ones, each once for every reach. The draw is always the same.
const perScope = 115
let state = 20_261_122
const draw = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
const grants = [
  ...builtInRoles.map((role) => role.permissions),
  ...Array.from({ length: perScope - builtInRoles.length }, () => {
    const share = draw()
    return permissions.filter(() => draw() < share)
  }),
]
const classesOf = (at: number) => fieldClasses.filter((_one, bit) => (at >> bit) & 1)
const actors = rowScopes.flatMap((scope) =>
  grants.map((given, at) => ({ key: `${scope} ${at}`, scope, given, classes: classesOf(at) })),
)

const database = await testDatabase()
const workspace = await testWorkspace(database)
const owner = new pg.Client(database.server.login('owner'))
await owner.connect()
afterAll(() => owner.end())
const ids = (number: number, kind: string) => `00000000-0000-7000-8000-${kind}${String(number).padStart(8, '0')}`
const person = (at: number) => ids(at, 'aaaa')
const [mate, fellow, stranger] = [person(9001), person(9002), person(9003)]
await owner.query(
  `insert into roles (workspace_id, key, label_ja, label_en, permissions, row_scope, field_classes)
    select $1, key, key, key, array(select jsonb_array_elements_text(given)), scope,
      array(select jsonb_array_elements_text(classes))
    from jsonb_to_recordset($2) as r (key text, given jsonb, scope text, classes jsonb)`,
  [workspace.id, JSON.stringify(actors)],
)
const people = [
  ...actors.map(({ key }, at) => ({ id: person(at), role: key })),
  ...[mate, fellow, stranger].map((id) => ({ id, role: 'csm' })),
]
await owner.query(
  `insert into people (workspace_id, id, user_id, name, email, role)
    select $1, id, id::text, id::text, id::text, role from jsonb_to_recordset($2) as p (id uuid, role text)`,
  [workspace.id, JSON.stringify(people)],
)
const customers = [
  ...actors.map((_, at) => ({ id: ids(at, 'bbbb'), person: person(at), role: 'csm' })),
  { id: ids(9001, 'bbbb'), person: mate, role: 'csm' },
  { id: ids(9002, 'bbbb'), person: fellow, role: 'partner' },
  { id: ids(9003, 'bbbb'), person: stranger, role: 'csm' },
]
const given = [workspace.id, JSON.stringify(customers)]
await owner.query(
  `insert into accounts (workspace_id, id, name, custom)
    select $1, id, id::text, '{"secret": "x"}' from jsonb_to_recordset($2) as c (id uuid)`,
  given,
)
await owner.query(
  `insert into contacts (workspace_id, id, account_id, name, search_text, email)
    select $1, id, id, 'x', 'x', 'x@example.jp' from jsonb_to_recordset($2) as c (id uuid)`,
  given,
)
await owner.query(
  `insert into churn_records (workspace_id, id, account_id, churned_on, refund_amount, currency)
    select $1, id, id, '2026-01-01', 1, 'JPY' from jsonb_to_recordset($2) as c (id uuid)`,
  given,
)
await owner.query(
  `insert into custom_fields (workspace_id, id, subject, key, type, label_ja, label_en, sensitive)
    values ($1, gen_random_uuid(), 'account', 'secret', 'text', 'x', 'x', true)`,
  [workspace.id],
)
await owner.query(
  `insert into account_assignments (workspace_id, id, account_id, person_id, role, from_day)
    select $1, id, id, person, role, '2026-01-01' from jsonb_to_recordset($2) as c (id uuid, person uuid, role text)`,
  given,
)
for (const [team, kind, other] of [
  [ids(1, 'cccc'), 'own', mate],
  [ids(2, 'cccc'), 'partner', fellow],
]) {
  await owner.query(`insert into teams (workspace_id, id, name, kind) values ($1, $2::uuid, $2::uuid::text, $3)`, [
    workspace.id,
    team,
    kind,
  ])
  await owner.query(
    `insert into team_members (workspace_id, team_id, person_id)
      select $1, $2, unnest($3::uuid[])`,
    [workspace.id, team, [...actors.map((_, at) => person(at)), other]],
  )
}

const routes = new Map(routesWithInput(router).map((route) => [route.name, route]))
const lets = (caller: Caller, { mayCall, sees }: Route) => {
  const who = { callerOrNull: caller, guestOrNull: null }
  try {
    permit(who, mayCall)
    refuseUnseen(who, sees)
    return true
  } catch {
    return false
  }
}

type Values = { id: string } & Record<FieldClass, string | null>
const valuesSql = sql.raw(fieldClasses.map((one) => `${valueOf[one]} as ${one}`).join(', '))

/** How many answers of the product differ from what is expected, and how many were asked. */
async function differences(only = actors.length): Promise<{ asked: number; differing: string[] }> {
  const differing: string[] = []
  let count = 0
  for (const [at, actor] of actors.slice(-only).entries()) {
    const place = actors.length - only + at
    const caller = (await callerIn(database, person(place), workspace.id))!
    const { rows } = await database.look(
      workspace.id,
      (tx) => sql<Values>`select a.id, ${valuesSql} from accounts a`.execute(tx),
      caller.reach,
      fieldClasses.filter((one) => !caller.fieldClasses.has(one)),
    )
    const seen = new Map(rows.map((row) => [row.id, row]))
    const of = {
      own: ids(place, 'bbbb'),
      mates: ids(9001, 'bbbb'),
      handed: ids(9002, 'bbbb'),
      strangers: ids(9003, 'bbbb'),
    }
    for (const [permission, route] of asked) {
      const single = ofSingleCustomers.some(([one]) => one === permission)
      const unseen = (needsToSee[route] ?? []).some((one) => !actor.classes.includes(one))
      const granted = actor.given.includes(permission) && (single || actor.scope === 'all') && !unseen
      const isLet = lets(caller, routes.get(route)!)
      for (const kind of kinds) {
        count++
        if ((isLet && seen.has(of[kind])) !== (granted && reaches[actor.scope][kind]))
          differing.push(`${actor.key} ${route} ${kind}`)
      }
    }
    for (const one of fieldClasses)
      for (const kind of kinds) {
        count++
        const shown = (seen.get(of[kind])?.[one] ?? null) !== null
        if (shown !== (actor.classes.includes(one) && reaches[actor.scope][kind]))
          differing.push(`${actor.key} ${one} ${kind}`)
      }
  }
  return { asked: count, differing }
}

test('40,000 answers are what somebody who wrote the rules down by hand expects', async ({ task }) => {
  expect(asked.filter(([, route]) => !routes.has(route))).toEqual([])
  const { asked: count, differing } = await differences()
  task.meta.cases = count
  expect([count >= 40_000, differing]).toEqual([true, []])
}, 120_000)

// The last of the actors are those of a partner's reach, whose wrong answers are the worst.
const wrong = async () => (await differences(20)).differing.length

test('were one class of fields let through, it would be seen', async () => {
  const { rows } = await owner.query<{ view: string; text: string }>(
    `select format('%I.%I', n.nspname, c.relname) as view, pg_get_viewdef(c.oid) as text from pg_class c
     join pg_namespace n on n.oid = c.relnamespace where n.nspname like 'without\\_%' and c.relname = 'churn_records'`,
  )
  const replace = (view: string, text: string) =>
    owner.query(`create or replace view ${view} with (security_invoker = true) as ${text}`)
  for (const { view } of rows) await replace(view, 'select * from public.churn_records')
  expect(await wrong()).toBeGreaterThan(0)
  for (const { view, text } of rows) await replace(view, text)
  expect(await wrong()).toBe(0)
}, 120_000)

test('were a policy dropped, a condition of the reach left out or a permission widened, it would be seen', async () => {
  const { rows: policies } = await owner.query<{ rule: string }>(
    `select pg_get_expr(polqual, polrelid) as rule from pg_policy where polname = 'in_reach' and polrelid = 'accounts'::regclass`,
  )
  await owner.query(`alter policy in_reach on accounts using (true)`)
  expect(await wrong()).toBeGreaterThan(0)
  await owner.query(`alter policy in_reach on accounts using (${policies[0]!.rule})`)
  expect(await wrong()).toBe(0)
  const { rows } = await owner.query<{ text: string }>(
    `select pg_get_functiondef('accounts_in_reach'::regproc) as text`,
  )
  const told = rows[0]!.text
  const laxer = told.replace(/where me\.scope <> 'partner' or s\.role = 'partner'/, '')
  expect(laxer).not.toBe(told)
  await owner.query(laxer)
  expect(await wrong()).toBeGreaterThan(0)
  await owner.query(told)
  expect(await wrong()).toBe(0)
  await owner.query(
    `update roles set permissions = permissions || array['accounts.export', 'ctas.work', 'audit.read'] where row_scope = 'partner'`,
  )
  expect(await wrong()).toBeGreaterThan(0)
}, 120_000)
