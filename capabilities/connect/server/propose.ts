import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { ImportSubject } from '../core/kind.ts'
import { type Match, matchColumns } from '../core/match.ts'
import { spokenCurrency } from '../core/numbers.ts'
import type { Mapping, Settings } from '../core/reading.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { ImportKind, ImportWorkspace } from './kind.ts'
import type { Understanding } from './understand.ts'
import { zoneOffset } from './zone.ts'

/** What is proposed for a file and a kind: which column is which field, and the options. */
export type Proposal = {
  readonly mapping: Mapping
  readonly matches: readonly (Match | null)[]
  readonly options: Readonly<Record<string, string>>
}

/** How many cells of a column are enough to see what it holds. */
const looked = 200

/** Matches columns and fields, and fills in the options: the currency the columns speak of, else presets. */
export function propose(subject: ImportSubject, file: Understanding, workspace: ImportWorkspace): Proposal {
  const offset = zoneOffset(workspace.timeZone)
  const columns = file.names.map((name, i) => ({ name, samples: file.samples[i]!.filter(Boolean).slice(0, looked) }))
  const { dateOrder, dateOrders } = file.reading
  const matches = matchColumns(columns, subject.fields, (column) => ({
    dateOrder: dateOrders[column] ?? dateOrder,
    currency: 'KWD', // three decimals: which currency it is, is asked later
    zoneOffset: offset,
  }))
  const money = new Set(subject.fields.filter((field) => field.type === 'money').map((field) => field.key))
  const spoken = columns
    .filter((_, i) => money.has(matches[i]?.field ?? ''))
    .map(({ name, samples }) => spokenCurrency(name, samples))
    .find((currency) => currency !== null)
  const options = subject.options.map((option) => {
    const currency = option.type === 'currency' ? (spoken ?? workspace.currency) : ''
    return [option.key, option.preset ?? currency] as const
  })
  return { mapping: matches.map((match) => match?.field ?? null), matches, options: Object.fromEntries(options) }
}

/** The kind whose fields the columns fit best; null where they fit none. */
export async function likeliestKind(
  tx: Tx,
  kinds: readonly ImportKind[],
  file: Understanding,
  workspace: ImportWorkspace,
): Promise<string | null> {
  let best: { key: string; score: number } | null = null
  for (const kind of kinds) {
    const subject = await kind.describe(tx, workspace)
    const { matches } = propose(subject, file, workspace)
    const named = matches.reduce((sum, match) => sum + (match && match.reason !== 'content' ? match.score ** 2 : 0), 0)
    const missing = missingFields(
      subject,
      matches.map((match) => match?.field ?? null),
    ).length
    const score = (named / file.names.length) * 0.5 ** missing
    if (score > (best?.score ?? 0.05)) best = { key: kind.key, score }
  }
  return best?.key ?? null
}

/** The required fields that no column is read into. */
export function missingFields(subject: ImportSubject, mapping: Mapping): string[] {
  return subject.fields
    .filter((field) => field.required && ![field.key, ...(field.orElse ?? [])].some((key) => mapping.includes(key)))
    .map((field) => field.key)
}

const signatureOf = (names: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(names)).digest('base64url')

/** What a person decided the last time for a file of these very columns. */
export async function savedMapping(
  tx: Tx,
  subject: ImportSubject,
  names: readonly string[],
): Promise<(Pick<Settings, 'mapping' | 'options'> & { dateOrders: Settings['reading']['dateOrders'] }) | null> {
  const { rows } = await sql<{
    mapping: Mapping
    options: Record<string, string>
    dateOrders: Record<string, 'ymd' | 'dmy' | 'mdy'>
  }>`
    select mapping, options, date_orders as "dateOrders" from import_mappings
    where kind = ${subject.key} and signature = ${signatureOf(names)}`.execute(tx)
  const [saved] = rows
  if (!saved) return null
  const known = new Set(subject.fields.map((field) => field.key))
  return { ...saved, mapping: saved.mapping.map((key) => (key !== null && known.has(key) ? key : null)) }
}

/** Remembers how a file of these columns was read, for the next one. */
export async function rememberMapping(
  tx: Tx,
  workspace: ImportWorkspace,
  kind: string,
  names: readonly string[],
  settings: Settings,
): Promise<void> {
  await sql`
    insert into import_mappings (workspace_id, kind, signature, mapping, options, date_orders)
    values (${workspace.id}, ${kind}, ${signatureOf(names)}, ${JSON.stringify(settings.mapping)}::jsonb,
      ${JSON.stringify(settings.options)}::jsonb, ${JSON.stringify(settings.reading.dateOrders)}::jsonb)
    on conflict (workspace_id, kind, signature) do update set mapping = excluded.mapping, options = excluded.options,
      date_orders = excluded.date_orders, used_at = now()`.execute(tx)
}
