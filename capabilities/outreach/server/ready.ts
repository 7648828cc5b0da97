import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import { uuidV7, type WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { onboardingMails } from '../core/ready/sequences.ts'
import { readyTemplates } from '../core/ready/templates.ts'
import type { Call } from './call.ts'
import { removeSequence } from './sequenceWrite.ts'
import { removeTemplate } from './templates.ts'

const readySequences = [onboardingMails]
const tables = { templates: sql.id('outreach_templates'), sequences: sql.id('outreach_sequences') } as const
type Kind = keyof typeof tables
type Keys = Record<Kind, string[]>

/** Gives a new workspace the ready-made templates, and the sequence for the standard plan, switched off. Doing it twice changes nothing. */
export async function installOutreach(tx: Tx, workspace: { id: WorkspaceId }): Promise<void> {
  await insertMissing(tx, workspace.id)
}

/** Adds what the workspace never had; what it has, changed, or took away stays as it is. */
async function insertMissing(tx: Tx, workspaceId: WorkspaceId): Promise<Keys> {
  const rows = {
    templates: readyTemplates.map((template) => row(template.key, template)),
    sequences: readySequences.map(({ key, ...definition }) => row(key, definition)),
  }
  const insert = async (kind: Kind) => {
    const { rows: added } = await sql<{ key: string }>`
      insert into ${tables[kind]} (workspace_id, id, key, version, definition)
      select ${workspaceId}::uuid, id, key, 1, definition
      from jsonb_to_recordset(${JSON.stringify(rows[kind])}::jsonb) as t (id uuid, key text, definition jsonb)
      on conflict (workspace_id, key, version) do nothing returning key
    `.execute(tx)
    return added.map(({ key }) => key)
  }
  return { templates: await insert('templates'), sequences: await insert('sequences') }
}

const row = (key: string, definition: object) => ({
  id: uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10))),
  key,
  definition,
})

/**
 * The ready-made ones that a workspace has never had: those that came after it was made. One that has none left is
 * offered those too that it took away.
 */
export async function offeredReady(
  tx: Tx,
  workspaceId: WorkspaceId,
): Promise<Record<Kind, { key: string; name: Label }[]>> {
  const of = async (kind: Kind, all: readonly { key: string; name: Label }[]) => {
    const { rows } = await sql<{ key: string; used: boolean }>`
      select key, bool_or(removed_at is null) as used from ${tables[kind]} where workspace_id = ${workspaceId} group by key
    `.execute(tx)
    const isBare = rows.every(({ used }) => !used)
    const had = new Set(isBare ? [] : rows.map(({ key }) => key))
    return all.filter(({ key }) => !had.has(key)).map(({ key, name }) => ({ key, name }))
  }
  return { templates: await of('templates', readyTemplates), sequences: await of('sequences', readySequences) }
}

/** Brings in what is offered, sequences switched off, and answers what that was. */
export async function bringInReady(tx: Tx, call: Call): Promise<Keys> {
  const { workspaceId } = call.caller
  const offered = await offeredReady(tx, workspaceId)
  const keys = (kind: Kind) => offered[kind].map(({ key }) => key)
  const brought = { templates: keys('templates'), sequences: keys('sequences') }
  await insertMissing(tx, workspaceId)
  await setAside(tx, call, brought, false)
  const count = brought.templates.length + brought.sequences.length
  if (count > 0)
    await recordChange(tx, {
      by: call.caller,
      action: 'mail_template.starters',
      subjectId: workspaceId,
      before: null,
      after: { templates: brought.templates.length, sequences: brought.sequences.length },
    })
  await call.live.publish(workspaceId, { topic: 'mail', ids: [] }, tx)
  return brought
}

/** Takes away again what was brought in. */
export async function takeBackReady(tx: Tx, call: Call, keys: Keys): Promise<Keys> {
  const isReady = (all: readonly { key: string }[]) => (key: string) => all.some((one) => one.key === key)
  const ready = {
    templates: keys.templates.filter(isReady(readyTemplates)),
    sequences: keys.sequences.filter(isReady(readySequences)),
  }
  await setAside(tx, call, ready, true)
  return ready
}

async function setAside(tx: Tx, call: Call, { templates, sequences }: Keys, removed: boolean): Promise<void> {
  for (const key of templates) await removeTemplate(tx, call, { key, removed })
  for (const key of sequences) await removeSequence(tx, call, { key, removed })
}
