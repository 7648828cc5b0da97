import { majorUnits } from '#kernel/money.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { ImportValue, Words } from '../core/kind.ts'
import { cellReader, formIssue, type MappedCell } from '../core/row.ts'
import { ruleWords } from '../core/rules.ts'
import { showable } from '../core/showable.ts'
import type { ImportRecord } from './imports.ts'
import type { ImportParts } from './parts.ts'
import { missingFields, propose, savedMapping } from './propose.ts'
import { fileOf, kindNamed, preferredOrder, understood } from './session.ts'
import { importWorkspace } from './work.ts'
import { zoneOffset } from './zone.ts'

/** How many rows are shown while a person decides how the file is to be read. */
const shownRows = 25

export type LookedCell = { text: string; value?: string | number | boolean | string[]; broken?: Words }
export type LookedRow = { line: number; cells: LookedCell[]; broken?: Words }

/** How a file is understood with the settings it has: columns, what was proposed and why, the first rows as read. */
export async function lookAt(parts: ImportParts, tx: Tx, record: ImportRecord) {
  const workspace = await importWorkspace(tx, record.workspaceId)
  const subject = await kindNamed(parts, record.kind).describe(tx, workspace)
  const form = await understood(parts, fileOf(record), { ...record.reading, preferredOrder: preferredOrder(workspace) })
  const { matches } = propose(subject, form, workspace)
  const saved = await savedMapping(tx, subject, form.names)
  const offset = zoneOffset(workspace.timeZone)
  const readCells = cellReader(subject, record, form.names, { currency: workspace.currency, zoneOffset: offset })
  const columns = form.names.map((name, i) => {
    const field = record.mapping[i] ?? null
    const reason = field === null ? null : saved?.mapping[i] === field ? 'saved' : reasonOf(matches[i], field)
    const dates = form.dates[i]
    return {
      name,
      samples: [...new Set(form.samples[i]!.filter((cell) => cell.trim() !== ''))]
        .slice(0, 5)
        .map((cell) => showable(cell)),
      field,
      ...(reason ? { reason } : {}),
      ...(dates ? { dates: { order: record.reading.dateOrders[i] ?? dates.order, certainty: dates.certainty } } : {}),
    }
  })
  const rows = form.rows.slice(0, shownRows).map((raw): LookedRow => {
    const misfit = formIssue(raw, form.names)
    const cells: LookedCell[] = ('cells' in raw ? raw.cells : []).map((text) => ({ text: showable(text) }))
    if (misfit) return { line: raw.line, cells, broken: ruleWords(misfit.rule, misfit.detail ?? {}) }
    for (const cell of readCells('cells' in raw ? raw.cells : [])) {
      Object.assign(cells[cell.index]!, told(cell, offset, subject.rules ?? {}))
    }
    return { line: raw.line, cells }
  })
  return { columns, rows, missing: missingFields(subject, record.mapping) }
}

function reasonOf(
  match: { field: string; reason: 'name' | 'similar' | 'content' | 'saved' } | null | undefined,
  field: string,
) {
  return match?.field === field ? match.reason : null
}

function told(
  { field, read, currency }: MappedCell,
  offset: (localMs: number) => number,
  rules: Readonly<Record<string, Words>>,
): Omit<LookedCell, 'text'> {
  if (read === null) return {}
  if (!read.ok) return { broken: ruleWords(read.error.rule, read.error.detail ?? {}, rules) }
  const value: ImportValue = read.value
  if (field.type === 'money') return { value: majorUnits({ amount: value as number, currency }) }
  if (field.type === 'instant') return { value: localTime(value as string, offset) }
  if (Array.isArray(value)) return { value: [...(value as string[])] }
  return typeof value === 'object' ? {} : { value }
}

/** An instant as the workspace's clocks show it, `2026-04-01 09:30`. */
function localTime(instant: string, offset: (localMs: number) => number): string {
  const utc = Date.parse(instant)
  return new Date(utc + offset(utc) * 60_000).toISOString().slice(0, 16).replace('T', ' ')
}
