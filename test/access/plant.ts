import type pg from 'pg'
import type { EventStore } from '#platform/events/store.ts'
import { classedColumns } from '#start/classedColumns.ts'

/** Values of classes of fields that are nowhere but where they were planted. */
export const planted = {
  amount: 76_543_21,
  name: '極秘 花子',
  email: 'gokuhi@himitsu.example.jp',
  phone: '03-7654-3210',
  secret: 'kimitsujikou',
}

/** Puts them into every column that holds such values, of the rows of one workspace that are there. */
export async function plantValues(
  owner: pg.Client,
  events: EventStore,
  workspaceId: string,
  id: string,
): Promise<void> {
  await owner.query(
    `insert into custom_fields (workspace_id, id, subject, key, type, label_ja, label_en, sensitive)
      values ($1, gen_random_uuid(), 'account', 'secret', 'text', 'x', 'x', true),
        ($1, gen_random_uuid(), 'contact', 'secret', 'text', 'x', 'x', true)`,
    [workspaceId],
  )
  const { rows } = await owner.query<{ table: string; column: string; type: string }>(
    `select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'public'::regnamespace and c.relname = any($1) and a.attnum > 0`,
    [Object.keys(classedColumns)],
  )
  for (const { table, column, type } of rows) {
    const how = classedColumns[table]?.[column]
    if (how === undefined || (table === 'peer_spreads' && column === 'cuts') || table === 'audit_log') continue
    const value = valueOf(how, table, column, type)
    if (value !== undefined)
      await owner
        .query(`update "${table}" set "${column}" = ${value} where workspace_id = $1`, [workspaceId])
        .catch(refuseOther)
  }
  const known = { workspace_id: workspaceId, account_id: id, known_at: '2026-04-01 09:00:00.000' }
  const history = [
    { ...known, fact: 'contract.arr', number: planted.amount },
    { ...known, fact: 'field.secret', text: planted.secret },
  ]
  await events.insert('fact_history', Buffer.from(history.map((row) => JSON.stringify(row)).join('\n')))
  await owner.query(
    `insert into account_facts (workspace_id, account_id, computed_at, custom, "contract.arr", "contract.mrr")
      values ($1, $2, now(), $3, $4, $4) on conflict (workspace_id, account_id) do update
      set custom = excluded.custom, "contract.arr" = excluded."contract.arr", "contract.mrr" = excluded."contract.mrr"`,
    [workspaceId, id, JSON.stringify({ 'field.secret': planted.secret }), planted.amount],
  )
}

// A row that may not have the value as it is (a product without a list price) is no place for it.
function refuseOther(error: { code?: string }): void {
  if (error.code !== '23514') throw error
}

function valueOf(how: unknown, table: string, column: string, type: string): string | undefined {
  if (how === 'fields') return `'${JSON.stringify({ secret: planted.secret })}'`
  if (how === 'evidence')
    return table === 'account_phases' || column === 'facts' ? `'${JSON.stringify([clause])}'` : undefined
  if (type === 'bigint') return String(planted.amount)
  if (how !== 'personal' || type !== 'text') return undefined
  return `'${column.includes('name') || column === 'search_text' ? planted.name : column === 'phone' ? planted.phone : planted.email}'`
}

/** A clause as it was kept, that tells what a customer pays. */
const clause = {
  text: 'has(contract.arr)',
  held: true,
  facts: [
    {
      key: 'contract.arr',
      label: { ja: 'ARR', en: 'ARR' },
      type: 'money',
      unit: null,
      value: planted.amount,
      words: null,
    },
  ],
}
