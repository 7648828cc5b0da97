import { sql } from 'kysely'
import type { RowIssue, RowOutcome } from '#capabilities/connect/core/kind.ts'
import type { ImportBatch } from '#capabilities/connect/server/index.ts'
import type { LineRow } from './lineRow.ts'

type Name = { product: string; plan: string | null }

/**
 * Warns of products and plans that nobody has heard of, each name once: they are new ones, or misspelt. The first list of a
 * workspace makes its catalogue, and nothing in it is new.
 */
export async function tellNewNames(
  batch: ImportBatch,
  rows: readonly (LineRow | { issues: RowIssue[] })[],
  outcomes: RowOutcome[],
): Promise<void> {
  const named = rows.flatMap((row): Name[] =>
    'issues' in row ? [] : [{ product: row.product, plan: row.plan || null }],
  )
  const fresh = new Set((await readUnheard(batch, named)).map(keyOf))
  for (const [at, row] of rows.entries()) {
    const outcome = outcomes[at]!
    if ('issues' in row || outcome.outcome === 'rejected') continue
    const [product, plan] = [
      keyOf({ product: row.product, plan: null }),
      keyOf({ product: row.product, plan: row.plan || null }),
    ]
    const warnings: RowIssue[] = []
    if (fresh.delete(product)) warnings.push({ field: 'product', rule: 'new_product', value: row.product })
    if (row.plan && fresh.delete(plan)) warnings.push({ field: 'plan', rule: 'new_plan', value: row.plan })
    if (warnings.length > 0) outcomes[at] = { ...outcome, warnings: [...(outcome.warnings ?? []), ...warnings] }
  }
}

const keyOf = ({ product, plan }: Name) => JSON.stringify([product, plan])

/** Of names, those that no line carries and of which the catalogue says nothing; none where there are no names at all yet. */
async function readUnheard({ tx, workspace }: ImportBatch, named: readonly Name[]): Promise<Name[]> {
  const products = [...new Set(named.map(({ product }) => product))].map((product) => ({ product, plan: null }))
  const asked = [...products, ...new Map(named.flatMap((one) => (one.plan ? [[keyOf(one), one]] : []))).values()]
  const { rows } = await sql<Name>`
    select product, plan from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (product text, plan text)
    where exists (select from contract_lines where workspace_id = ${workspace.id})
      and not exists (select from revenue_catalogue c where c.workspace_id = ${workspace.id} and c.product = asked.product
        and c.plan = coalesce(asked.plan, ''))
      and not exists (select from contract_lines l where l.workspace_id = ${workspace.id} and l.product = asked.product
        and (asked.plan is null or l.plan = asked.plan or exists (select from contract_line_versions v
          where v.workspace_id = l.workspace_id and v.line_id = l.id and v.plan = asked.plan)))
  `.execute(tx)
  return rows
}
