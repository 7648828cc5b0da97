import { sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '#platform/database/scope.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { rulesContract } from '../contract/rules.ts'
import type { RuleDraft, SignalRule } from '../core/rule.ts'
import type { Call } from './ctaWrite.ts'
import { presentRules } from './ruleRecords.ts'

export type RuleAnswer = z.input<(typeof rulesContract)['get']['~orpc']['outputSchema'] & {}>

/** A version of a rule as it is kept. */
export type VersionRow = {
  id: string
  key: string
  version: number
  definition: SignalRule
  is_on: boolean
  retired_at: Date | null
  archived_at: Date | null
  created_at: Date
  created_by: string | null
  by_name: string | null
  note: string | null
}

/** All versions of the rule that one of them leads to, the newest first. Not found: no rule has such a version. */
export async function readVersions(tx: Tx, call: Call, id: string): Promise<[VersionRow, ...VersionRow[]]> {
  const { workspaceId } = call.caller
  const { rows } = await sql<VersionRow>`
    select r.id, r.key, r.version, r.definition, r.is_on, r.retired_at, r.archived_at, r.created_at, r.created_by,
      p.name as by_name, r.note
    from signal_rules r left join people p on p.workspace_id = r.workspace_id and p.id = r.created_by
    where r.workspace_id = ${workspaceId}
      and r.key = (select key from signal_rules where workspace_id = ${workspaceId} and id = ${id})
    order by r.version desc
  `.execute(tx)
  const [first, ...rest] = rows
  if (!first) throw notFound()
  return [first, ...rest]
}

/** A rule as it is written, with its versions. */
export async function readRule(tx: Tx, call: Call, id: string): Promise<RuleAnswer> {
  const versions = await readVersions(tx, call, id)
  const [{ key, definition }] = versions
  const rule = (await presentRules(tx, call.caller.workspace)).find((one) => one.key === key)
  if (!rule) throw notFound()
  return {
    rule,
    draft: draftOf(definition),
    versions: versions.map((row) => ({
      version: row.version,
      at: row.created_at.toISOString(),
      by: row.created_by === null ? null : { id: row.created_by, name: row.by_name ?? '' },
      note: row.note,
      draft: draftOf(row.definition),
    })),
  }
}

export function draftOf({ key: _key, ...draft }: SignalRule): RuleDraft {
  return draft
}
