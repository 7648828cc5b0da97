import { sql } from 'kysely'
import type { ImportRow, RowOutcome } from '#capabilities/connect/core/kind.ts'
import type { ImportBatch, ImportKind } from '#capabilities/connect/server/index.ts'

const label = (ja: string, en: string) => ({ ja, en })

/** A small kind of import for tests of the engine: accounts with an external id, a name and a number of people. */
export const simpleAccounts: ImportKind = {
  key: 'accounts',
  describe: async () => ({
    key: 'accounts',
    label: label('顧客', 'Accounts'),
    fields: [
      { key: 'external_id', label: label('顧客ID', 'Account id'), type: 'text', required: true },
      { key: 'name', label: label('顧客名', 'Name'), type: 'text', required: true },
      { key: 'employees', label: label('従業員数', 'Employees'), type: 'number', whole: true, min: 0 },
    ],
    options: [],
  }),
  identify: (row) => row.values['external_id'] as string,
  plan: async (batch) => {
    const existing = await known(batch)
    const outcomes = batch.rows.map((row): RowOutcome => {
      const there = existing.get(row.values['external_id'] as string)
      if (!there) return { outcome: 'created' }
      const same = there.name === row.values['name'] && (row.values['employees'] ?? there.employees) === there.employees
      return { outcome: same ? 'same' : 'changed', accountId: there.id }
    })
    return { outcomes, write: () => write(batch, outcomes, existing) }
  },
}

type Known = { id: string; external_id: string; name: string; employees: number | null }

async function known({ tx, rows }: ImportBatch): Promise<Map<string, Known>> {
  const ids = rows.map((row) => row.values['external_id'] as string)
  // One look per id: in the middle of a load the planner's figures are too old for a join.
  const found = await sql<Known>`
    select e.external_id, a.id, a.name, a.employees from unnest(${ids}::text[]) as wanted
    cross join lateral (select * from account_external_ids where source = 'import' and external_id = wanted limit 1) e
    cross join lateral (select * from accounts where id = e.account_id limit 1) a`.execute(tx)
  return new Map(found.rows.map((row) => [row.external_id, row]))
}

async function write(batch: ImportBatch, outcomes: readonly RowOutcome[], existing: Map<string, Known>): Promise<void> {
  const { tx, rows, changes, workspace, importId } = batch
  const of = (outcome: string) => rows.filter((_, i) => outcomes[i]!.outcome === outcome)
  const value = (row: ImportRow, id: string) => ({ ...row.values, id })
  const created = of('created').map((row) => value(row, batch.newId()))
  const changed = of('changed').map((row) => value(row, existing.get(row.values['external_id'] as string)!.id))
  await changes.changing(
    'accounts',
    changed.map(({ id }) => ({ id })),
  )
  await sql`
    update accounts a set name = r.name, employees = coalesce(r.employees, a.employees), version = version + 1
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as r (id uuid, name text, employees int)
    where a.id = r.id`.execute(tx)
  await sql`
    insert into accounts (workspace_id, id, name, employees, import_id)
    select ${workspace.id}, id, name, employees, ${importId}
    from jsonb_to_recordset(${JSON.stringify(created)}::jsonb) as r (id uuid, name text, employees int)`.execute(tx)
  await sql`
    insert into account_external_ids (workspace_id, source, external_id, account_id, import_id)
    select ${workspace.id}, 'import', external_id, id, ${importId}
    from jsonb_to_recordset(${JSON.stringify(created)}::jsonb) as r (id uuid, external_id text)`.execute(tx)
  changes.creating(
    'accounts',
    created.map(({ id }) => ({ id })),
  )
  changes.creating(
    'account_external_ids',
    created.map((row) => ({ source: 'import', external_id: (row as { external_id?: string }).external_id ?? '' })),
  )
}
