import { sql } from 'kysely'
import { accountIssues, plainAccount } from '#capabilities/accounts/core/account.ts'
import { customIssues } from '#capabilities/accounts/core/customField.ts'
import { accountSearchText, sortReading } from '#capabilities/accounts/core/searchText.ts'
import type { ImportRow, Referenced, RowIssue, RowOutcome } from '#capabilities/connect/core/kind.ts'
import {
  type ImportBatch,
  type ImportKind,
  type ImportPlan,
  insertRows,
  updateRows,
} from '#capabilities/connect/server/index.ts'
import type { AccountId, PersonId } from '#kernel/id.ts'
import { type AccountChange, type AccountState, type Attribute, columns } from '../accountColumns.ts'
import { differing, type Patch, patchOf, readStates } from '../accountWrite.ts'
import { readFieldRules } from '../fieldRead.ts'
import { accountImportFields } from './accountFields.ts'
import { namingOf, sourceOf, type Target, targetsOf } from './accountTargets.ts'
import { ownImportFields, ownValues } from './customFields.ts'
import { importRulesOfAccounts } from './rules.ts'

/** Lists of customers. */
export const accountsImport: ImportKind = {
  key: 'accounts',
  describe: async (tx) => ({
    key: 'accounts',
    label: { ja: '顧客', en: 'Accounts' },
    help: { ja: '会社の一覧。1行が1社です。', en: 'A list of companies, one a row.' },
    fields: [...accountImportFields, ...(await ownImportFields(tx, 'account'))],
    options: [sourceOption],
    rules: importRulesOfAccounts,
  }),
  identify: (row, options) => {
    const { externalId, number, folded } = namingOf(row)
    if (externalId !== null) return `id ${sourceOf(options)} ${externalId}`
    return number === null ? folded && `name ${folded}` : `number ${number}`
  },
  plan,
}

/** Which system the ids of a file are from: the same id of two systems means two things. */
export const sourceOption = {
  key: 'source',
  label: { ja: 'IDの取り込み元', en: 'Where ids are from' },
  help: { ja: '顧客IDを振っているシステムの名前です。', en: 'The name of the system that gives the account ids.' },
  type: 'text' as const,
  preset: 'import',
}

/** Fields whose values go into a column as they are. */
const plainFields: Record<string, Attribute> = Object.fromEntries(
  Object.entries(columns)
    .filter(([key]) => !['parentId', 'custom', 'archivedAt', 'searchText', 'reading'].includes(key))
    .map(([key, [column]]) => [column, key as Attribute]),
)

/** What becomes of one row. */
type Decision =
  | { is: 'refused'; issues: RowIssue[] }
  | {
      is: 'write'
      id: AccountId
      state: AccountState | null
      patch: Patch
      externalId: string | null
      owner: Owner
      warnings: RowIssue[]
    }
/** undefined: the row does not say. */
type Owner = { personId: PersonId | null } | undefined

async function plan(batch: ImportBatch): Promise<ImportPlan> {
  const targets = await targetsOf(batch)
  const there = [...new Set(targets.flatMap((target) => (target.is === 'there' ? [target.id] : [])))]
  const states = new Map((await readStates(batch.tx, there)).map((state) => [state.id, state]))
  const fields = await readFieldRules(batch.tx, 'account')
  const known = await readHoldings(batch, there)
  const decisions = batch.rows.map((row, at) => decide(batch, row, targets[at]!, states, fields))
  const outcomes = decisions.map((decision) => outcomeOf(decision, known))
  const good = decisions.flatMap((decision) => (decision.is === 'write' ? [decision] : []))
  return { outcomes, write: () => write(batch, good, known) }
}

function decide(
  batch: ImportBatch,
  row: ImportRow,
  target: Target,
  states: ReadonlyMap<AccountId, AccountState>,
  fields: Parameters<typeof customIssues>[0],
): Decision {
  if (target.is === 'refused') return target
  const change = changeOf(row)
  const warnings = warningsOf(change, target.is === 'there' ? states.get(target.id)! : null)
  const issues = customIssues(fields, change.custom ?? {}).map(({ field, value, rule }) => ({
    field: field.replace(/^custom\./, 'field.'),
    rule,
    ...(value === undefined ? {} : { value }),
  }))
  if (change.name === null) issues.push({ field: 'name', rule: 'name_needed' })
  if (issues.length > 0) return { is: 'refused', issues }
  const state = target.is === 'there' ? states.get(target.id)! : null
  const patch = state ? differing(state, patchOf(state, change as AccountChange)) : newRow(change)
  const owner = row.values['owner'] as Referenced | null | undefined
  const stranger = owner !== undefined && owner !== null && owner.id === null
  return {
    is: 'write',
    id: state?.id ?? batch.newId<AccountId>(),
    state,
    patch,
    externalId: namingOf(row).externalId,
    owner: owner === undefined || stranger ? undefined : { personId: owner && (owner.id as PersonId) },
    warnings: stranger ? [...warnings, { field: 'owner', rule: 'unknown_owner', value: owner.text }] : warnings,
  }
}

/** What is strange about a row, but no reason to refuse a customer: domains that are none (left out), an archived account. */
function warningsOf(change: ReturnType<typeof changeOf>, state: AccountState | null): RowIssue[] {
  const wrong = accountIssues({ domains: change.domains })
  if (change.domains) change.domains = change.domains.filter((domain) => !wrong.some(({ value }) => value === domain))
  const warnings: RowIssue[] = wrong.map(({ field, value, rule }) => ({ field, rule, ...(value ? { value } : {}) }))
  return state?.archivedAt ? [...warnings, { field: null, rule: 'account_archived' }] : warnings
}

/** A row as a change of an account. */
function changeOf(row: ImportRow): Omit<AccountChange, 'name'> & { name?: string | null } {
  const change: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(row.values)) {
    const attribute = plainFields[key]
    if (attribute) change[attribute] = value === null && columns[attribute][1] === 'text[]' ? [] : value
  }
  const custom = ownValues(row)
  return plainAccount({ ...change, ...(Object.keys(custom).length > 0 ? { custom } : {}) })
}

function newRow(change: ReturnType<typeof changeOf>): Patch {
  const blank = { custom: {} } as unknown as AccountState
  const names = { name: change.name ?? '', nameKana: change.nameKana ?? null, nameEn: change.nameEn ?? null }
  return {
    ...patchOf(blank, change as AccountChange),
    searchText: accountSearchText(names),
    reading: sortReading(names),
  }
}

/** What accounts hold beside their row: ids of the source, and who looks after them. */
type Holdings = {
  ids: Set<string>
  owners: Map<AccountId, { assignment: string; personId: PersonId; fromDay: string }>
}

async function readHoldings({ tx, options }: ImportBatch, accounts: readonly AccountId[]): Promise<Holdings> {
  const ids = await sql<{ key: string }>`
    select account_id || ' ' || external_id as key from account_external_ids
    where source = ${sourceOf(options)} and account_id = any(${accounts}::uuid[])
  `.execute(tx)
  const owners = await sql<{ account: AccountId; assignment: string; personId: PersonId; fromDay: string }>`
    select account_id as account, id as assignment, person_id as "personId", from_day as "fromDay" from account_assignments
    where account_id = any(${accounts}::uuid[]) and role = 'csm' and to_day is null
  `.execute(tx)
  return {
    ids: new Set(ids.rows.map((row) => row.key)),
    owners: new Map(owners.rows.map(({ account, ...rest }) => [account, rest])),
  }
}

type Writing = Extract<Decision, { is: 'write' }>

const gainsId = ({ id, externalId }: Writing, known: Holdings) =>
  externalId !== null && !known.ids.has(`${id} ${externalId}`)
const movesOwner = ({ id, owner }: Writing, known: Holdings) =>
  owner !== undefined && (known.owners.get(id)?.personId ?? null) !== owner.personId

function outcomeOf(decision: Decision, known: Holdings): RowOutcome {
  if (decision.is === 'refused') return { outcome: 'rejected', issues: decision.issues }
  const { state, id: accountId, warnings } = decision
  const changed = Object.keys(decision.patch).length > 0 || gainsId(decision, known) || movesOwner(decision, known)
  return { outcome: state ? (changed ? 'changed' : 'same') : 'created', accountId, warnings }
}

async function write(batch: ImportBatch, decisions: readonly Writing[], known: Holdings): Promise<void> {
  const names = (keys: readonly Attribute[]) => Object.fromEntries(keys.map((key) => columns[key]))
  const rowOf = (id: AccountId, patch: Patch, keys: readonly Attribute[]) => ({
    id,
    ...Object.fromEntries(
      keys.map((key) => [columns[key][0], patch[key] ?? (columns[key][1] === 'text[]' ? [] : null)]),
    ),
  })
  const fresh = decisions.filter((one) => one.state === null)
  const said = new Set(fresh.flatMap(({ patch }) => Object.keys(patch) as Attribute[]))
  const keys = [...said].filter((key) => fresh.some(({ patch }) => (patch[key] ?? null) !== null))
  const created = fresh.map(({ id, patch }) => rowOf(id, { custom: {}, ...patch }, keys))
  await insertRows(batch, 'accounts', { id: 'uuid', ...names(keys), import_id: 'uuid' }, created)

  const changed = decisions.filter((one) => one.state !== null && Object.keys(one.patch).length > 0)
  const touched = [...new Set(changed.flatMap((one) => Object.keys(one.patch) as Attribute[]))]
  const updated = changed.map(({ id, state, patch }) => rowOf(id, { ...pick(state!, touched), ...patch }, touched))
  await updateRows(batch, 'accounts', names(touched), updated)

  const gained = decisions.filter((one) => gainsId(one, known))
  const idRows = gained.map((one) => ({
    source: sourceOf(batch.options),
    external_id: one.externalId,
    account_id: one.id,
  }))
  const idColumns = { source: 'text', external_id: 'text', account_id: 'uuid', import_id: 'uuid' }
  await insertRows(batch, 'account_external_ids', idColumns, idRows, ['source', 'external_id'])
  await writeOwners(
    batch,
    decisions.filter((one) => movesOwner(one, known)),
    known,
  )
}

const pick = (state: AccountState, keys: readonly Attribute[]): Patch =>
  Object.fromEntries(keys.map((key) => [key, state[key]]))

/** Ends the assignments that give way and begins the new ones, today. */
async function writeOwners(batch: ImportBatch, moved: readonly Writing[], known: Holdings): Promise<void> {
  const ending = moved.flatMap(({ id }) => known.owners.get(id) ?? [])
  const today = batch.today
  const ended = ending.map(({ assignment, fromDay }) => ({
    id: assignment,
    to_day: fromDay >= today ? fromDay : today,
  }))
  await updateRows(batch, 'account_assignments', { to_day: 'date' }, ended, false)
  const begun = moved.flatMap(({ id, owner }) =>
    owner?.personId
      ? [{ id: batch.newId(), account_id: id, person_id: owner.personId, role: 'csm', from_day: today }]
      : [],
  )
  const types = { id: 'uuid', account_id: 'uuid', person_id: 'uuid', role: 'text', from_day: 'date' }
  await insertRows(batch, 'account_assignments', types, begun)
}
