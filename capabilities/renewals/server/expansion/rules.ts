import { sql } from 'kysely'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { readStanding } from '#capabilities/facts/core/condition/check.ts'
import { evaluator, type Moment, type ReadFact } from '#capabilities/facts/core/condition/evaluate.ts'
import type { Condition } from '#capabilities/facts/core/condition/tree.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { readyRules, usualGuard } from '#capabilities/renewals/core/expansion/ready.ts'
import type { ExpansionRule, Ground } from '#capabilities/renewals/core/expansion/rule.ts'

/** A rule as it stands in a workspace; version 0: as it came with Banso. */
export type StoredRule = ExpansionRule & { isOn: boolean; version: number; isReady: boolean }

type Row = { key: string; definition: ExpansionRule; is_on: boolean; removed: boolean; version: number }

/** The rules of a workspace: the ready-made ones, changed or not, then its own in the order in which they came. */
export async function readRules(tx: Tx, workspaceId: WorkspaceId): Promise<StoredRule[]> {
  const { rows } = await sql<Row>`
    select key, definition, is_on, removed, version from expansion_rules
    where workspace_id = ${workspaceId} order by created_at, key
  `.execute(tx)
  const kept = new Map(rows.map((row) => [row.key, row]))
  const ready = new Set(readyRules.map(({ key }) => key))
  const stored = ({ definition, is_on, version, key }: Row): StoredRule => {
    return { ...definition, isOn: is_on, version, isReady: ready.has(key) }
  }
  return [
    ...readyRules.flatMap((rule): StoredRule[] => {
      const row = kept.get(rule.key)
      if (row) return row.removed ? [] : [stored(row)]
      return [{ ...rule, isOn: true, version: 0, isReady: true }]
    }),
    ...rows.filter((row) => !ready.has(row.key) && !row.removed).map(stored),
  ]
}

/** What must be before anything is proposed; version 0: as it came with Banso. */
export async function readGuard(tx: Tx, workspaceId: WorkspaceId): Promise<{ guard: Ground[]; version: number }> {
  const { rows } = await sql<{ guard: Ground[]; version: number }>`
    select guard, version from expansion_settings where workspace_id = ${workspaceId}
  `.execute(tx)
  return rows[0] ?? { guard: [...usualGuard], version: 0 }
}

type Holds = (read: ReadFact, moment: Moment) => boolean

/** A rule, or a ground, with its condition read, ready to be asked about many accounts. */
export type Read<Of> = { of: Of; condition: Condition; holds: Holds }

/** Those whose conditions can be read: one about a fact that is gone says nothing of anybody. */
export function readable<Of extends { condition: string }>(all: readonly Of[], catalogue: Catalogue): Read<Of>[] {
  return all.flatMap((one) => {
    const read = readStanding(one.condition, catalogue)
    return read.ok ? [{ of: one, condition: read.value, holds: evaluator(read.value) }] : []
  })
}
