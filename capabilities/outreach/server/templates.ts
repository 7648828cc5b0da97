import { sql } from 'kysely'
import type { z } from 'zod'
import { recordChange } from '#capabilities/access/server/index.ts'
import { factCatalogue } from '#capabilities/facts/server/index.ts'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import { inTurn } from '#platform/database/inTurn.ts'
import type { Tx } from '#platform/database/scope.ts'
import { changedMeanwhile, refused } from '#platform/http/refusal.ts'
import type { TemplateAnswer, templateDraftSchema } from '../contract/templates.ts'
import { fields, type MailTemplate, type TextFlaw } from '../core/template.ts'
import { type Call, issue, refuse } from './call.ts'
import { flawsOfText } from './liquid.ts'

type Draft = z.output<typeof templateDraftSchema>

/** A version of a template as it is kept. */
export type StoredTemplate = {
  id: string
  key: string
  version: number
  definition: MailTemplate
  note: string
  published_at: Date
  published_by: string | null
}

// Versions of before there were purposes lack the field.
const columns = sql`t.id, t.key, t.version, '{"consentPurposeId": null}'::jsonb || t.definition as definition, t.note, t.published_at, p.name as published_by`
const withPeople = sql`outreach_templates t left join people p on p.workspace_id = t.workspace_id and p.id = t.published_by`

/** The newest version of each template that was not taken away. */
export async function readTemplates(tx: Tx, workspaceId: WorkspaceId): Promise<StoredTemplate[]> {
  const { rows } = await sql<StoredTemplate>`
    select distinct on (t.key) ${columns} from ${withPeople}
    where t.workspace_id = ${workspaceId} and t.removed_at is null order by t.key, t.version desc
  `.execute(tx)
  return rows.toSorted((a, b) => a.definition.name.ja.localeCompare(b.definition.name.ja, 'ja'))
}

/** Versions by their ids, taken away or not. */
export async function readTemplateVersions(
  tx: Tx,
  workspaceId: WorkspaceId,
  ids: readonly string[],
): Promise<Map<string, StoredTemplate>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<StoredTemplate>`
    select ${columns} from ${withPeople} where t.workspace_id = ${workspaceId} and t.id = any(${sql`${[...ids]}::uuid[]`})
  `.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** The templates as they are shown, with the sequences that send them. */
export async function shownTemplates(
  tx: Tx,
  { caller }: Pick<Call, 'caller'>,
): Promise<{ templates: TemplateAnswer[] }> {
  const { workspaceId } = caller
  const { rows } = await sql<{ key: string; sequences: number }>`
    select mail ->> 'template' as key, count(distinct s.key)::int as sequences
    from outreach_sequences s, jsonb_array_elements(s.definition -> 'mails') mail
    where s.workspace_id = ${workspaceId} and s.retired_at is null and s.removed_at is null group by 1
  `.execute(tx)
  const used = new Map(rows.map(({ key, sequences }) => [key, sequences]))
  const templates = (await readTemplates(tx, workspaceId)).map((one) => ({
    ...one.definition,
    key: one.key,
    version: one.version,
    note: one.note,
    publishedAt: one.published_at.toISOString(),
    publishedBy: one.published_by,
    sequences: used.get(one.key) ?? 0,
  }))
  return { templates }
}

/** Everything that is wrong with the texts of a draft: fields nobody knows, and what cannot be read, with its line. */
export function flawsOfDraft({ subject, body }: Pick<Draft, 'subject' | 'body'>, catalogue: Catalogue): TextFlaw[] {
  const isKnown = (name: string) =>
    name in fields || (name.startsWith('facts.') && catalogue.get(name.slice('facts.'.length)) !== undefined)
  return (['subject', 'body'] as const).flatMap((field) =>
    (['ja', 'en'] as const).flatMap((language): TextFlaw[] => {
      const text = (field === 'subject' ? subject : body)[language]
      if (text.trim() === '') return [{ field, language, rule: 'blank', line: null, value: '' }]
      return flawsOfText(text, isKnown).map((flaw) => ({ field, language, ...flaw }))
    }),
  )
}

/** Publishes a version; mails that are planned go out with the newest one. */
export async function publishTemplate(
  tx: Tx,
  call: Call,
  { key, version, note, draft }: { key: string; version: number; note: string; draft: Draft },
): Promise<{ templates: TemplateAnswer[] }> {
  const { workspaceId } = call.caller
  const flaws = flawsOfDraft(draft, await factCatalogue(tx, call.caller.workspace))
  if (flaws.length > 0)
    throw refused(
      flaws.map(({ field, language, rule, line, value }) => ({
        ...issue(`${field}.${language}`, rule, value),
        ...(line === null ? {} : { line }),
      })),
    )
  await inTurn(tx, `mail template ${workspaceId} ${key}`)
  const { rows } = await sql<{ version: number }>`
    select version from outreach_templates where workspace_id = ${workspaceId} and key = ${key}
    order by version desc limit 1
  `.execute(tx)
  const before = rows[0]?.version ?? 0
  if (before !== version) throw changedMeanwhile(before)
  await refuseUnknownPurpose(tx, draft)
  const definition: MailTemplate = { key, ...draft }
  await sql`
    insert into outreach_templates (workspace_id, id, key, version, definition, note, published_by, published_at)
    values (${workspaceId}, ${call.newId<string>()}, ${key}, ${version + 1}, ${JSON.stringify(definition)}::jsonb, ${note},
      ${call.caller.personId}, ${call.now()})
  `.execute(tx)
  await told(tx, call, {
    action: before === 0 ? 'mail_template.create' : 'mail_template.publish',
    id: key,
    before: before === 0 ? null : { version: before },
    after: { name: draft.name.ja, version: version + 1, note },
  })
  return shownTemplates(tx, call)
}

async function refuseUnknownPurpose(tx: Tx, { consentPurposeId: id }: Draft): Promise<void> {
  if (id === null) return
  const { rows } = await sql`select from consent_purposes where id = ${id}`.execute(tx)
  if (rows.length === 0) throw refuse('consentPurposeId', 'unknown_purpose')
}

/** Takes a template away, or brings it back; what is planned with it says that it is gone. */
export async function removeTemplate(
  tx: Tx,
  call: Call,
  { key, removed }: { key: string; removed: boolean },
): Promise<{ templates: TemplateAnswer[] }> {
  const { rows } = await sql<{ name: string }>`
    update outreach_templates set removed_at = ${removed ? call.now() : null}
    where workspace_id = ${call.caller.workspaceId} and key = ${key} and (removed_at is null) = ${removed}
    returning definition -> 'name' ->> 'ja' as name
  `.execute(tx)
  if (rows.length > 0)
    await told(tx, call, {
      action: removed ? 'mail_template.remove' : 'mail_template.bring_back',
      id: key,
      before: { removed: !removed },
      after: { name: rows.at(-1)!.name, removed },
    })
  return shownTemplates(tx, call)
}

async function told(
  tx: Tx,
  call: Call,
  {
    id,
    ...change
  }: { action: string; id: string; before: Record<string, unknown> | null; after: Record<string, unknown> },
): Promise<void> {
  await recordChange(tx, { by: call.caller, subjectId: id, ...change })
  await call.live.publish(call.caller.workspaceId, { topic: 'mail', ids: [] }, tx)
}

/** The versions of a template as they are shown, the newest first. */
export async function readTemplateHistory(tx: Tx, workspaceId: WorkspaceId, key: string) {
  const { rows } = await sql<StoredTemplate>`
    select ${columns} from ${withPeople} where t.workspace_id = ${workspaceId} and t.key = ${key} order by t.version desc
  `.execute(tx)
  return {
    versions: rows.map(({ definition, version, note, published_at: at, published_by: by }) => ({
      ...definition,
      key,
      version,
      note,
      publishedAt: at.toISOString(),
      publishedBy: by,
    })),
  }
}
