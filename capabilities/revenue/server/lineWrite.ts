import { sql } from 'kysely'
import type { z } from 'zod'
import type { Day } from '#kernel/day.ts'
import type { AccountId, ContractId, ContractLineId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound, refused } from '#platform/http/refusal.ts'
import type { endLineSchema, priceSchema } from '../contract/schemas.ts'
import { changeFrom, endLine, withoutVersion } from '../core/versions.ts'
import type { Contract, Line, Version } from './contractRead.ts'
import type { Call } from './call.ts'
import { readNamesNow } from './catalogue/read.ts'
import { locked, wrote } from './contractWrite.ts'
import { discountIssues, insertLine, insertVersion, type NewLine } from './lineInsert.ts'

type Price = z.output<typeof priceSchema>

/** Adds a line to a contract that is there. */
export async function addLine(tx: Tx, call: Call, contract: ContractId, line: NewLine): Promise<Contract> {
  const { accountId } = await locked(tx, call, contract)
  const account = accountId as AccountId
  const id = await insertLine(tx, call, { contract, account }, line)
  return wrote(tx, call, { account, action: 'contract_line.create', id, after: line, contract })
}

/** Corrects what a line is called. */
export async function renameLine(
  tx: Tx,
  call: Call,
  id: ContractLineId,
  names: { product?: string | undefined; plan?: string | null | undefined },
): Promise<Contract> {
  const { line, contract, account } = await lockedLine(tx, call, id)
  const now = await readNamesNow(tx, call.caller.workspaceId)
  const after = now({
    product: names.product ?? line.product,
    plan: names.plan === undefined ? line.plan : names.plan || null,
  })
  await sql`update contract_lines set product = ${after.product}, plan = ${after.plan} where id = ${id}`.execute(tx)
  const before = { product: line.product, plan: line.plan }
  return wrote(tx, call, { account, action: 'contract_line.update', id, before, after, contract })
}

/** Gives a line another price from a day on; the price before stays as it was until then. */
export async function changeLine(
  tx: Tx,
  call: Call,
  id: ContractLineId,
  price: Omit<Price, 'endOn'>,
): Promise<{ contract: Contract; versionId: string }> {
  const { line, ...of } = await lockedLine(tx, call, id)
  const issues = discountIssues(price)
  if (issues.length > 0) throw refused(issues)
  const { plan } = (await readNamesNow(tx, call.caller.workspaceId))({ product: line.product, plan: price.plan })
  const added = { ...price, plan, id: call.newId(), endOn: null } as Version
  const versions = changeFrom(line.versions as Version[], added)
  if (versions === null) throw refused([{ field: 'startOn', value: price.startOn, rule: 'version_starts_that_day' }])
  await putVersions(tx, call, { line: id, account: of.account }, line.versions as Version[], versions)
  const contract = await wrote(tx, call, {
    ...of,
    action: 'contract_line.change',
    id,
    before: line.versions,
    after: versions,
  })
  return { contract, versionId: added.id }
}

/**
 * Ends a line on a day (the first on which it no longer counts, as it is paid), or lets it go on (null); and keeps the day on
 * which the customer said so.
 */
export async function endLineOn(tx: Tx, call: Call, asked: z.output<typeof endLineSchema>): Promise<Contract> {
  const id = asked.id as ContractLineId
  const { line, ...of } = await lockedLine(tx, call, id)
  const [on, cancelledOn] = [
    asked.on as Day | null,
    asked.cancelledOn === undefined ? line.cancelledOn : asked.cancelledOn,
  ]
  const versions = endLine(line.versions as Version[], on)
  if (versions === null) throw refused([{ field: 'on', value: `${on}`, rule: 'version_starts_after' }])
  await putVersions(tx, call, { line: id, account: of.account }, line.versions as Version[], versions)
  await sql`update contract_lines set cancelled_on = ${cancelledOn} where id = ${id}`.execute(tx)
  const before = { versions: line.versions, cancelledOn: line.cancelledOn }
  return wrote(tx, call, { ...of, action: 'contract_line.end', id, before, after: { versions, cancelledOn } })
}

/** Takes the change of a line back: the price before holds again. A line's only price cannot be taken away. */
export async function removeVersion(tx: Tx, call: Call, versionId: string): Promise<Contract> {
  const { rows } = await sql<{ line: ContractLineId }>`
    select line_id as line from contract_line_versions where id = ${versionId}
  `.execute(tx)
  if (!rows[0]) throw notFound()
  const { line, ...of } = await lockedLine(tx, call, rows[0].line)
  const before = line.versions as Version[]
  const removed = before.find((version) => version.id === versionId)
  if (!removed) throw notFound()
  if (before.length === 1) throw refused([{ field: 'id', value: versionId, rule: 'only_version' }])
  const versions = withoutVersion(before, removed)
  await putVersions(tx, call, { line: rows[0].line, account: of.account }, before, versions)
  return wrote(tx, call, { ...of, action: 'contract_line.change_undone', id: line.id, before, after: versions })
}

/** Archives a line that was written by mistake, or brings it back. */
export async function setLineArchived(tx: Tx, call: Call, id: ContractLineId, archived: boolean): Promise<Contract> {
  const { line: _line, ...of } = await lockedLine(tx, call, id)
  await sql`update contract_lines set archived_at = ${archived ? call.now() : null} where id = ${id}`.execute(tx)
  return wrote(tx, call, { ...of, action: archived ? 'contract_line.archive' : 'contract_line.restore', id })
}

/** A line of a contract that nobody else changes until the transaction is over; an archived one is told by its id alone. */
export async function lockedLine(tx: Tx, call: Call, id: ContractLineId) {
  const { rows } = await sql<{ contract: ContractId; archived: boolean }>`
    select contract_id as contract, archived_at is not null as archived from contract_lines where id = ${id}
  `.execute(tx)
  if (!rows[0]) throw notFound()
  const contract = await locked(tx, call, rows[0].contract)
  const line = contract.lines.find((one) => one.id === id) ?? {
    id,
    product: '',
    plan: null,
    cancelledOn: null,
    versions: [] as Line['versions'],
    pauses: [] as Line['pauses'],
  }
  return { line, contract: rows[0].contract, account: contract.accountId as AccountId }
}

/** Writes what differs between the versions before and after: new ones, ends that moved, and those that are gone. */
export async function putVersions(
  tx: Tx,
  call: Call,
  of: { line: ContractLineId; account: AccountId },
  before: readonly Version[],
  after: readonly Version[],
): Promise<void> {
  const known = new Map(before.map((version) => [version.id, version]))
  const kept = new Set(after.map((version) => version.id))
  const gone = before.filter((version) => !kept.has(version.id)).map((version) => version.id)
  await sql`delete from contract_line_versions where id = any(${gone}::uuid[])`.execute(tx)
  for (const version of after) {
    const old = known.get(version.id)
    if (!old) await insertVersion(tx, call, of, version)
    else if (old.endOn !== version.endOn)
      await sql`update contract_line_versions set end_on = ${version.endOn} where id = ${version.id}`.execute(tx)
  }
}
