import { sql } from 'kysely'
import type { z } from 'zod'
import type { Day } from '#kernel/day.ts'
import type { Issue } from '#kernel/exchange.ts'
import type { AccountId, ContractId, ContractLineId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { refused } from '#platform/http/refusal.ts'
import type { newLineSchema } from '../contract/schemas.ts'
import { versionsRule } from '../core/versions.ts'
import type { Call } from './call.ts'
import { readNamesNow } from './catalogue/read.ts'
import type { Version } from './contractRead.ts'

export type NewLine = z.output<typeof newLineSchema>

/** What is wrong with a new line by itself. `path` stands before the names of its fields. */
export function lineIssues({ price }: NewLine, path = ''): Issue[] {
  const rule = versionsRule([price as typeof price & { startOn: Day; endOn: Day | null }])
  const issues: Issue[] = rule ? [{ field: `${path}price.endOn`, value: `${price.endOn}`, rule }] : []
  return [...issues, ...discountIssues(price, `${path}price.`)]
}

/** What is wrong with the discount of a price: it is over before it begins, or it is more than the price. */
export function discountIssues({ startOn, amount, discount }: DiscountedPrice, path = ''): Issue[] {
  if (discount === null) return []
  const { until } = discount
  if (until !== null && until <= startOn)
    return [{ field: `${path}discount.until`, value: until, rule: 'end_not_after_start' }]
  if ('amount' in discount && discount.amount > amount)
    return [{ field: `${path}discount.amount`, value: `${discount.amount}`, rule: 'discount_above_price' }]
  return []
}

type DiscountedPrice = Pick<NewLine['price'], 'startOn' | 'amount' | 'discount'>

/** Adds a line with its first price. */
export async function insertLine(
  tx: Tx,
  call: Call,
  of: { contract: ContractId; account: AccountId },
  line: NewLine,
): Promise<ContractLineId> {
  const issues = [...lineIssues(line), ...(await externalIdIssues(tx, line.externalId))]
  if (issues.length > 0) throw refused(issues)
  const id = call.newId<ContractLineId>()
  const now = await readNamesNow(tx, call.caller.workspaceId)
  const named = now({ product: line.product, plan: line.plan || null })
  const { plan } = now({ product: line.product, plan: line.price.plan })
  await sql`
    insert into contract_lines (workspace_id, id, contract_id, account_id, external_id, product, plan, kind)
    values (${call.caller.workspaceId}, ${id}, ${of.contract}, ${of.account}, ${line.externalId || null}, ${named.product},
      ${named.plan}, ${line.kind})
  `.execute(tx)
  await insertVersion(tx, call, { line: id, account: of.account }, { ...line.price, plan, id: call.newId() } as Version)
  return id
}

async function externalIdIssues(tx: Tx, externalId: string | null | undefined): Promise<Issue[]> {
  if (!externalId) return []
  const { rows } = await sql`select from contract_lines where external_id = ${externalId}`.execute(tx)
  return rows.length > 0 ? [{ field: 'externalId', value: externalId, rule: 'external_id_taken' }] : []
}

/** Writes one price of a line. */
export async function insertVersion(
  tx: Tx,
  call: Call,
  of: { line: ContractLineId; account: AccountId },
  version: Version,
): Promise<void> {
  const { discount } = version
  await sql`
    insert into contract_line_versions (workspace_id, id, line_id, account_id, start_on, end_on, plan, quantity, amount,
      interval_months, interval_unit, trial, discount_percent, discount_amount, discount_until)
    values (${call.caller.workspaceId}, ${version.id}, ${of.line}, ${of.account}, ${version.startOn}, ${version.endOn},
      ${version.plan || null}, ${version.quantity}, ${version.amount}, ${version.intervalMonths}, ${version.intervalUnit},
      ${version.trial}, ${discount && 'percent' in discount ? discount.percent : null},
      ${discount && 'amount' in discount ? discount.amount : null}, ${discount?.until ?? null})
  `.execute(tx)
}
