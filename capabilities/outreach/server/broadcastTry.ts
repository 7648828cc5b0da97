import { sql } from 'kysely'
import type { Tx } from '#platform/database/scope.ts'
import { queueMails } from '#platform/mail/outbox.ts'
import { type HeldBack, heldBack } from '../core/words.ts'
import { nextOpening } from '../core/window.ts'
import { type Candidate, type Draft, reachOf } from './broadcastReach.ts'
import { type Call, refuse } from './call.ts'
import { previewAll, type ToPreview } from './preview.ts'

type Asked = Draft & { sendAt: string | null }

/** Mails that are shown as they would read. */
const shown = 10

const isReached = ({ held, contact }: Candidate): boolean => held === null && contact !== null

/** Whom a draft would reach now, who is held back and why, and the first mails filled in. */
export async function previewBroadcast(tx: Tx, call: Call, draft: Asked) {
  const { company, asked, template, candidates, more } = await reachOf(tx, call, draft)
  const { subject, body } = template.definition
  const first = [...candidates.filter(isReached), ...candidates.filter((one) => one.contact && one.held)].slice(
    0,
    shown,
  )
  const mails = first.map(
    (one): ToPreview => ({
      ...one,
      text: { subject, body },
      planId: null,
      stepKey: null,
      language: null,
      sender: null,
    }),
  )
  const wished = Math.max(company.now, draft.sendAt ? Date.parse(draft.sendAt) : 0)
  const opens = nextOpening(wished, { ...company, window: draft.window })
  const reached = candidates.filter(isReached)
  return {
    customers: new Set(reached.map(({ account }) => account.id)).size,
    recipients: reached.length,
    excluded: excludedOf(candidates),
    opensAt: opens > wished ? new Date(opens).toISOString() : null,
    more,
    first: await previewAll(tx, company, asked, mails, { origin: call.visit.origin, preview: true }),
  }
}

function excludedOf(candidates: readonly Candidate[]) {
  const held = candidates.flatMap((one) => one.held ?? [])
  const same = Map.groupBy(held, ({ reason, detail }) => `${heldBack.indexOf(reason)} ${detail}`)
  return [...same]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, some]) => ({ reason: some[0]!.reason, detail: some[0]!.detail, count: some.length }))
}

type Page = { reason: HeldBack | null; detail: string; cursor?: string | undefined; limit: number }

/** Who is behind a figure of the preview, in the order in which they would be written to. */
export async function previewedRecipients(
  tx: Tx,
  call: Call,
  { reason, detail, cursor, limit, ...draft }: Asked & Page,
) {
  const { candidates } = await reachOf(tx, call, draft)
  const behind = candidates.filter((one) =>
    reason === null ? isReached(one) : one.held?.reason === reason && one.held.detail === detail,
  )
  const place = ({ account, contact }: Candidate) => `${account.id} ${contact?.id ?? ''}`
  const from = cursor === undefined ? 0 : behind.findIndex((one) => place(one) === cursor) + 1
  const rows = behind.slice(from, from + limit)
  return {
    rows: rows.map(({ account, contact }) => ({
      account: { id: account.id, name: account.name },
      contact: contact && { id: contact.id, name: contact.name },
    })),
    next: from + limit < behind.length ? place(rows.at(-1)!) : null,
  }
}

/** Sends a draft to oneself, filled in for the first customer it would reach. */
export async function testBroadcast(
  tx: Tx,
  call: Call,
  { language, ...draft }: Asked & { language: 'ja' | 'en' },
): Promise<{ to: string }> {
  const { workspaceId, personId } = call.caller
  const { company, asked, template, candidates } = await reachOf(tx, call, draft)
  const first = candidates.find(isReached) ?? candidates.find(({ contact }) => contact !== null)
  if (!first) throw refuse('condition', 'nobody_reached')
  const { subject, body } = template.definition
  const [preview] = await previewAll(
    tx,
    company,
    asked,
    [{ ...first, text: { subject, body }, planId: null, stepKey: null, language, sender: null }],
    { origin: call.visit.origin, preview: true },
  )
  if (!preview?.made) throw refuse('template', preview?.wrong?.reason ?? 'template_broken', preview?.wrong?.detail)
  const { rows } = await sql<{ name: string; email: string }>`
    select name, email from people where workspace_id = ${workspaceId} and id = ${personId}
  `.execute(tx)
  const { name, email } = rows[0]!
  await queueMails(tx, workspaceId, [
    {
      id: call.newId<string>(),
      accountId: null,
      contactId: null,
      to: { address: email, name },
      senderId: null,
      subject: `${language === 'ja' ? '【テスト】' : '[Test] '}${preview.made.subject}`,
      text: preview.made.text,
      html: preview.made.html,
      kind: 'transactional',
      purpose: 'test',
      notBefore: call.now(),
    },
  ])
  return { to: email }
}
