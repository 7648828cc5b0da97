import { sql } from 'kysely'
import { consentsFor } from '#capabilities/access/server/index.ts'
import { readRows } from '#capabilities/facts/server/index.ts'
import { stepsNow } from '#capabilities/plans/server/index.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { asker } from './ask.ts'
import { askedOf, companyById } from './company.ts'
import { readSequences, type StoredSequence } from './sequences.ts'

type Row = {
  id: string
  accountId: AccountId
  sequenceKey: string | null
  mailKey: string | null
  planId: string | null
  stopReason: string | null
  broadcastStopped: boolean
  isArchived: boolean
  contactId: string | null
  consentPurposeId: string | null
}

/** Why mails of ours are not to go out any more, asked at the last moment: what they were for was reached, they were stopped, or consent was withdrawn. */
export const stillWanted =
  (now: () => Date) =>
  async (tx: Tx, workspaceId: WorkspaceId, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    const { rows } = await sql<Row>`
      select m.id, m.account_id as "accountId", r.sequence_key as "sequenceKey", m.mail_key as "mailKey",
        r.plan_id as "planId", r.stop_reason as "stopReason", coalesce(b.status = 'stopped', false) as "broadcastStopped",
        a.archived_at is not null as "isArchived", m.contact_id as "contactId",
        t.definition ->> 'consentPurposeId' as "consentPurposeId"
      from outreach_messages m
        join accounts a on a.workspace_id = m.workspace_id and a.id = m.account_id
        left join outreach_runs r on r.workspace_id = m.workspace_id and r.id = m.run_id
        left join outreach_broadcasts b on b.workspace_id = m.workspace_id and b.id = m.broadcast_id
        left join outreach_templates t on t.workspace_id = m.workspace_id and t.id = m.template_id
      where m.workspace_id = ${workspaceId} and m.id = any(${sql`${[...ids]}::uuid[]`}) and m.kind <> 'hand'
    `.execute(tx)
    if (rows.length === 0) return new Map()
    const sequences = new Map((await readSequences(tx, workspaceId)).map((one) => [one.key, one]))
    const reached = await reachedOf(tx, workspaceId, { rows, sequences, now: now() })
    const mayWrite = await consentsFor(tx, workspaceId, {
      purposes: rows.map(({ consentPurposeId }) => consentPurposeId),
      contacts: rows.map(({ contactId }) => contactId),
    })
    return new Map(
      rows.flatMap((row): [string, string][] => {
        if (row.isArchived) return [[row.id, 'account_ended']]
        if (row.stopReason) return [[row.id, row.stopReason]]
        if (row.broadcastStopped) return [[row.id, 'stopped']]
        if (row.sequenceKey && !sequences.get(row.sequenceKey)?.isOn) return [[row.id, 'turned_off']]
        if (!mayWrite(row.consentPurposeId, row.contactId)) return [[row.id, 'no_consent']]
        return reached.has(row.id) ? [[row.id, 'reached']] : []
      }),
    )
  }

type Asking = { rows: readonly Row[]; sequences: ReadonlyMap<string, StoredSequence>; now: Date }

async function reachedOf(tx: Tx, workspaceId: WorkspaceId, { rows, sequences, now }: Asking): Promise<Set<string>> {
  const ofRuns = rows.filter(({ sequenceKey }) => sequenceKey !== null)
  if (ofRuns.length === 0) return new Set()
  const company = await companyById(tx, workspaceId, now)
  const plans = await stepsNow(tx, company, [...new Set(ofRuns.flatMap(({ planId }) => planId ?? []))])
  const asked = await askedOf(tx, company)
  const facts = await readRows(
    tx,
    workspaceId,
    [...new Set(ofRuns.map(({ accountId }) => accountId))],
    asked.catalogue.all,
  )
  const holds = asker(asked)
  const isReached = ({ sequenceKey, mailKey, planId, accountId }: Row) => {
    const purpose = sequences.get(sequenceKey!)?.definition.mails.find(({ key }) => key === mailKey)?.purpose
    if (purpose?.is === 'condition') return holds(purpose.condition, facts.get(accountId))
    if (purpose?.is !== 'step') return false
    const step = plans.get(planId ?? '')?.steps.find(({ key }) => key === purpose.step)
    return step?.status === 'done' || step?.status === 'skipped'
  }
  return new Set(ofRuns.filter(isReached).map(({ id }) => id))
}
