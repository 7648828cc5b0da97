import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import type { PersonId } from '#kernel/id.ts'
import { sharedTables } from '#start/sharedTables.ts'
import { testDatabase } from '#test/servers/database.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { fillWorkspace, tablesOf } from './fill.ts'

const database = await testDatabase()
const workspace = (await testWorkspace(database)).id
const [mine, theirs] = ['0000000a-0000-7000-8000-00000000000a', '0000000b-0000-7000-8000-00000000000b']
const nobody = '0000000c-0000-7000-8000-00000000000c'
const [owner, scoped] = [
  new pg.Client(database.server.login('owner')),
  new pg.Client(database.server.login('banso_scoped')),
]
await owner.connect()
await scoped.connect()
afterAll(() => Promise.all([owner.end(), scoped.end()]))
// Every table has a row of one customer, whom the person of the same id looks after; another customer is somebody else's.
await fillWorkspace(owner, workspace, theirs, 'theirs')
await owner.query(`insert into accounts (workspace_id, id, name) values ('${workspace}', '${mine}', 'mine')`)
await owner.query(`insert into people (workspace_id, id, user_id, name, email, role)
  values ('${workspace}', '${mine}', 'me', 'me', 'me@example.com', 'viewer')`)
await owner.query(`insert into account_assignments (workspace_id, id, account_id, person_id, role, from_day)
  values ('${workspace}', '${mine}', '${mine}', '${mine}', 'csm', '2026-01-01')`)

const tables = (await tablesOf(owner)).map(({ name }) => name)

/** Tables that are neither bound to a customer nor the whole workspace's: raw intake, keys, proofs, and figures of the company as a whole. */
const closed = [
  'api_answers',
  'api_calls',
  'api_keys',
  'audit_proofs',
  'audit_seals',
  'audit_settings',
  'billing_data_sources',
  'billing_events',
  'billing_plans',
  'billing_sources',
  'billing_unused',
  'bulk_reads',
  'effect_holds',
  'erasures',
  'event_quarantine',
  'event_seen',
  'expansion_spreads',
  'identity_providers',
  'import_changes',
  'import_issues',
  'import_mappings',
  'imports',
  'invitations',
  'journal',
  'journey_map_drafts',
  'mail_doors',
  'mail_senders',
  'mail_server_states',
  'mail_servers',
  'mail_suppressions',
  'outreach_broadcasts',
  'person_calls',
  'provider_assertions',
  'provider_links',
  'provisioned_group_members',
  'provisioned_groups',
  'provisioned_people',
  'provisioning_tokens',
  'renewal_weeks',
  'retention_rules',
  'retention_runs',
  'revenue_assumptions',
  'revenue_reconciliation_issues',
  'revenue_reconciliations',
  'revenue_renamings',
  'segment_list_changes',
  'sign_in_policies',
  'timeline_fills',
  'user_ties',
  'webhook_endpoints',
  'write_key_events',
  'write_keys',
]

const bound = tables.filter((name) => !sharedTables.includes(name) && !closed.includes(name))

async function asScoped<Row extends object>(scope: string, personId: string, statement: string): Promise<Row[]> {
  await scoped.query('begin')
  try {
    await scoped.query(
      `set local app.workspace_id = '${workspace}'; set local app.person_id = '${personId}'; set local app.row_scope = '${scope}'`,
    )
    return (await scoped.query<Row>(statement)).rows
  } finally {
    await scoped.query('rollback')
  }
}

test('every table stands in one list at the most, and those in the lists are there', () => {
  const listed = [...sharedTables, ...closed]
  expect(new Set(listed).size).toBe(listed.length)
  expect(listed.filter((name) => !tables.includes(name))).toEqual([])
  expect(bound.length).toBeGreaterThan(60)
})

test.each(bound)('%s shows the rows of the customers in reach alone, and lets no other be taken', async (name) => {
  const rows = `"${name}" as t where not (to_jsonb(t) @> '{"account_id": "${mine}"}' or '${name}' = 'accounts' and to_jsonb(t) @> '{"id": "${mine}"}')`
  expect(await asScoped('book', mine, `select 1 from ${rows}`)).toEqual([])
  expect((await asScoped('book', theirs, `select 1 from ${rows}`)).length).toBeGreaterThan(0)
  if (name !== 'audit_log') expect(await asScoped('book', mine, `delete from ${rows} returning 1`)).toEqual([])
  expect(await asScoped('book', nobody, `select 1 from "${name}"`)).toEqual([])
})

test.each(closed)('%s is closed', async (name) => {
  await expect(asScoped('book', mine, `select from "${name}"`)).rejects.toMatchObject({ code: '42501' })
})

test('a team reaches what any of its members looks after, a partner only what was handed over', async () => {
  const count = async (scope: string) => (await asScoped(scope, mine, 'select 1 from accounts')).length
  await owner.query(`update teams set kind = 'own'; update account_assignments set role = 'csm', to_day = null`)
  expect([await count('book'), await count('team'), await count('partner'), await count('all')]).toEqual([1, 1, 0, 0])
  await owner.query(`insert into team_members (workspace_id, team_id, person_id)
    values ('${workspace}', '${theirs}', '${mine}')`)
  expect([await count('book'), await count('team'), await count('partner')]).toEqual([1, 2, 0])
  await owner.query(`update account_assignments set role = 'partner' where account_id = '${theirs}'`)
  expect(await count('partner')).toBe(0)
  await owner.query(`update teams set kind = 'partner'`)
  expect([await count('partner'), await count('team')]).toEqual([1, 1])
  await owner.query(`update account_assignments set to_day = '2026-01-02'`)
  expect([await count('book'), await count('team'), await count('partner')]).toEqual([0, 0, 0])
})

test('the door to the database keeps reaches apart, whoever was served before', async () => {
  await owner.query(`update account_assignments set to_day = null, role = 'csm'`)
  const ids = (personId: string) =>
    Promise.all(
      (['look', 'workspace'] as const).map((door) =>
        database[door](workspace, (tx) => sql<{ id: string }>`select id from accounts`.execute(tx), {
          scope: 'book',
          personId: personId as PersonId,
        }),
      ),
    )
  for (let round = 0; round < 20; round++) {
    const expected = round % 2 ? mine : theirs
    expect((await ids(expected)).map(({ rows }) => rows)).toEqual([[{ id: expected }], [{ id: expected }]])
  }
})

test('were the policy of any one table laxer, the walk above would see it', async () => {
  for (const name of bound) {
    await owner.query(`alter policy in_reach on "${name}" using (true)`)
    expect([name, (await asScoped('book', nobody, `select 1 from "${name}"`)).length > 0]).toEqual([name, true])
  }
})
