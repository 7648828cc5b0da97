import { sql } from 'kysely'
import { customIssues, mergeCustom } from '#capabilities/accounts/core/customField.ts'
import { contactSearchText } from '#capabilities/accounts/core/searchText.ts'
import type { ImportRow, Referenced, RowIssue, RowOutcome } from '#capabilities/connect/core/kind.ts'
import {
  type ImportBatch,
  type ImportKind,
  type ImportPlan,
  insertRows,
  updateRows,
} from '#capabilities/connect/server/index.ts'
import { foldText } from '#kernel/japaneseText.ts'
import { contactColumns } from '../contactRead.ts'
import { readFieldRules } from '../fieldRead.ts'
import { sourceOption } from './accountsKind.ts'
import { contactImportFields } from './contactFields.ts'
import { ownImportFields, ownValues } from './customFields.ts'
import { importRulesOfAccounts } from './rules.ts'

/** Lists of people at customers. */
export const contactsImport: ImportKind = {
  key: 'contacts',
  describe: async (tx) => ({
    key: 'contacts',
    label: { ja: '担当者', en: 'Contacts' },
    help: { ja: '顧客側の人の一覧。1行が1人です。', en: 'People at customers, one a row.' },
    fields: [...contactImportFields, ...(await ownImportFields(tx, 'contact'))],
    options: [sourceOption],
    rules: importRulesOfAccounts,
  }),
  identify: (row) => {
    const { externalId, email, folded } = namingOf(row)
    const account = (row.values['account'] as Referenced).text
    if (externalId !== null) return `id ${externalId}`
    return email === null ? `name ${account} ${folded}` : `mail ${account} ${email}`
  },
  plan,
}

type Row = Record<string, unknown> & {
  id: string
  account_id: string
  name: string
  name_kana: string | null
  email: string | null
  external_id: string | null
  attitude: string | null
  joined_on: string | null
  left_on: string | null
  custom: Record<string, never>
}

function namingOf({ values }: ImportRow) {
  const text = (key: string) => (typeof values[key] === 'string' ? values[key] : null)
  return {
    externalId: text('external_id'),
    email: text('email')?.normalize('NFKC').toLowerCase() ?? null,
    folded: foldText(text('name') ?? '').replace(/\s/g, ''),
  }
}

/** Columns that a file writes, and their types. */
const types: Record<string, string> = Object.fromEntries(
  Object.values(contactColumns).filter(([column]) => column !== 'archived_at'),
)

type Decision = { outcome: RowOutcome; row: Row | null; fresh: boolean }

async function plan(batch: ImportBatch): Promise<ImportPlan> {
  const known = await readKnown(batch)
  const fields = await readFieldRules(batch.tx, 'contact')
  const decisions = batch.rows.map((row) => decide(batch, row, known, fields))
  const rows = (fresh: boolean) => decisions.flatMap((one) => (one.row && one.fresh === fresh ? [one.row] : []))
  return {
    outcomes: decisions.map((decision) => decision.outcome),
    write: async () => {
      await insertRows(batch, 'contacts', { id: 'uuid', account_id: 'uuid', ...types, import_id: 'uuid' }, rows(true))
      await updateRows(batch, 'contacts', types, rows(false))
    },
  }
}

function decide(
  batch: ImportBatch,
  row: ImportRow,
  known: Known,
  fields: Parameters<typeof customIssues>[0],
): Decision {
  const account = (row.values['account'] as Referenced).id!
  const before = find(known, account, namingOf(row))
  const refuse = (...issues: RowIssue[]): Decision => ({
    outcome: { outcome: 'rejected', issues },
    row: null,
    fresh: false,
  })
  if (before && before.account_id !== account)
    return refuse({
      field: 'external_id',
      rule: 'contact_of_another_account',
      value: before.external_id ?? '',
    })
  const own = ownValues(row)
  const issues = customIssues(fields, own).map(({ field, value, rule }) => ({
    field: field.replace(/^custom\./, 'field.'),
    rule,
    ...(value === undefined ? {} : { value }),
  }))
  if (issues.length > 0) return refuse(...issues)

  const id = before?.id ?? batch.newId<string>()
  const after = {
    ...(before ?? blank),
    ...columnsOf(row),
    id,
    account_id: account,
    custom: mergeCustom(before?.custom ?? {}, own),
  } as Row
  if (after.joined_on && after.left_on && after.left_on <= after.joined_on)
    return refuse({ field: 'left_on', rule: 'end_not_after_start', value: after.left_on })
  if (after.attitude !== (before?.attitude ?? null)) after['attitude_on'] = after.attitude === null ? null : batch.today
  after['search_text'] = contactSearchText({
    name: after.name,
    nameKana: after.name_kana,
    email: after.email,
  })
  const same = before && Object.keys(types).every((key) => JSON.stringify(before[key]) === JSON.stringify(after[key]))
  const outcome: RowOutcome = { outcome: same ? 'same' : before ? 'changed' : 'created', accountId: account }
  return { outcome, row: same ? null : after, fresh: !before }
}

const blank = { ...Object.fromEntries(Object.keys(types).map((key) => [key, null])), roles: [], custom: {} }

/** The cells of a row, by column; lists that are to be cleared become empty. */
function columnsOf({ values }: ImportRow): Record<string, unknown> {
  const columns: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(values)) {
    if (key === 'email' && typeof value === 'string') columns['email'] = value.normalize('NFKC')
    else if (key in types) columns[key] = value === null && types[key] === 'text[]' ? [] : value
  }
  return columns
}

type Known = { byId: Map<string, Row>; byMail: Map<string, Row>; byName: Map<string, Row> }

function find(
  known: Known,
  account: string,
  { externalId, email, folded }: ReturnType<typeof namingOf>,
): Row | undefined {
  const byId = externalId === null ? undefined : known.byId.get(externalId)
  // A row with an id of its own is another person than one who has another id.
  const free = (row: Row | undefined) => (externalId === null || row?.external_id === null ? row : undefined)
  const byMail = email === null ? undefined : free(known.byMail.get(`${account} ${email}`))
  return byId ?? byMail ?? (email === null ? free(known.byName.get(`${account} ${folded}`)) : undefined)
}

async function readKnown({ tx, rows }: ImportBatch): Promise<Known> {
  const accounts = [...new Set(rows.map((row) => (row.values['account'] as Referenced).id!))]
  const ids = rows.flatMap((row) => namingOf(row).externalId ?? [])
  const selected = sql.join(['id', 'account_id', ...Object.keys(types)].map((name) => sql.id(name)))
  const { rows: found } = await sql<Row>`
    select ${selected} from contacts
    where archived_at is null and account_id = any(${accounts}::uuid[]) or external_id = any(${ids}::text[])
  `.execute(tx)
  return {
    byId: new Map(found.flatMap((row) => (row.external_id ? [[row.external_id, row]] : []))),
    byMail: new Map(found.flatMap((row) => (row.email ? [[`${row.account_id} ${row.email.toLowerCase()}`, row]] : []))),
    byName: new Map(found.map((row) => [`${row.account_id} ${foldText(row.name).replace(/\s/g, '')}`, row])),
  }
}
