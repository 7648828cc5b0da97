import { implement } from '@orpc/server'
import { sql } from 'kysely'
import { markDirty } from '#capabilities/facts/server/index.ts'
import { isId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import { contentPortalContract, type PortalItem } from '#capabilities/content/contract/portal.ts'
import type { Definition } from '#capabilities/content/core/item.ts'
import { findFile, sendAttachment } from './files.ts'
import type { ContentHooks, GuestCall } from './hooks.ts'
import { noteRead } from './receipts.ts'
import { readItems } from './record.ts'
import { findSheet, keepSheet, type Sheet, theForm } from './sheetWrite.ts'

const os = implement(contentPortalContract).$context<CallContext>()

type Place = { stepId: string; key: string }
type Seen = { key: string; version: number; definition: Definition }

/** The routes of guests: what the steps of their own plan give them to read and to answer. */
export function contentPortalRoutes(hooks: ContentHooks) {
  return os.router({
    titles: os.titles.handler(({ input, context }) =>
      context.transaction(async (tx) => ({ items: await readTitles(tx, context, hooks, input.stepId) })),
    ),
    item: os.item.handler(({ input, context }) => context.transaction((tx) => readShown(tx, context, hooks, input))),
    opened: os.opened.handler(({ input, context }) =>
      context.transaction(async (tx) => {
        await noteOpened(tx, context, await seen(tx, context, hooks, input), input.stepId)
        return {}
      }),
    ),
    answer: os.answer.handler(({ input, context }) =>
      context.transaction(async (tx) => {
        await seen(tx, context, hooks, input)
        const { guest, now, newId, live } = context
        const form = await theForm(tx, guest.workspaceId, input.key)
        const by = { workspaceId: guest.workspaceId, contactId: guest.contactId }
        const { answers, send, stepId } = input
        const id = newId<string>()
        const { isNew, filled } = await keepSheet(tx, {
          form,
          sheet: sheetOf(context, stepId),
          answers,
          send,
          id,
          at: now(),
          by,
        })
        if (isNew) await hooks.sentByGuest(tx, context, { stepId, title: form.title })
        await live.publish(guest.workspaceId, { topic: 'content', ids: [guest.accountId] }, tx)
        if (filled) await live.publish(guest.workspaceId, { topic: 'account', ids: [guest.accountId] }, tx)
        return readShown(tx, context, hooks, input)
      }),
    ),
  })
}

/** The download of a file of a step's item. */
export function contentPortalFiles(hooks: ContentHooks): RawRoutes {
  return (app) => {
    app.get<{ Params: Place & { file: string } }>(
      '/api/v1/portal/steps/:stepId/content/:key/files/:file',
      { config: { mayCall: 'guest' } },
      async (request, reply) => {
        const context = await request.callContext()
        const { stepId, key, file } = request.params
        const found = await context.transaction(async (tx) => {
          if (!isId(stepId) || !isId(file)) throw notFound()
          const { definition } = await seen(tx, context, hooks, { stepId, key })
          const { body } = definition
          // Of what is shown now alone: an older version's file is not theirs to have.
          const isShown = body.format === 'file' && [body.file.ja?.id, body.file.en?.id].includes(file)
          if (!isShown) throw notFound()
          return findFile(tx, context.guest.workspaceId, { key, id: file })
        })
        return sendAttachment(reply, context.files, found)
      },
    )
  }
}

const sheetOf = ({ guest }: GuestCall, stepId: string): Sheet => ({
  workspaceId: guest.workspaceId,
  accountId: guest.accountId,
  stepId,
  contactId: guest.contactId,
  personId: null,
})

/** An item of a step that the guest sees, as it is published; else there is none. */
async function seen(tx: Tx, call: GuestCall, hooks: ContentHooks, { stepId, key }: Place): Promise<Seen> {
  const keys = await hooks.seenByGuest(tx, call, stepId)
  if (!keys.includes(key)) throw notFound()
  const [item] = await readItems(tx, call.guest.workspaceId, sql`i.key = ${key}`)
  if (!item?.published || item.version === null) throw notFound()
  return { key, version: item.version, definition: item.published }
}

async function readTitles(tx: Tx, call: GuestCall, hooks: ContentHooks, stepId: string) {
  const { guest } = call
  const keys = await hooks.seenByGuest(tx, call, stepId)
  const { rows } = await sql<{ key: string }>`
    select key from content_reads where workspace_id = ${guest.workspaceId} and reader = ${guest.contactId}
      and key = any(${[...keys]}::text[])
    union select key from content_sheets where workspace_id = ${guest.workspaceId} and contact_id = ${guest.contactId}
      and step_id = ${stepId} and sent_at is not null
  `.execute(tx)
  const known = new Set(rows.map(({ key }) => key))
  const items = await readItems(tx, guest.workspaceId, sql`i.key = any(${[...keys]}::text[]) and i.version is not null`)
  return items
    .toSorted((a, b) => keys.indexOf(a.key) - keys.indexOf(b.key))
    .map(({ key, published }) => ({
      key,
      title: published!.title,
      format: published!.body.format,
      seen: known.has(key),
    }))
}

async function readShown(tx: Tx, call: GuestCall, hooks: ContentHooks, place: Place): Promise<PortalItem> {
  const { key, definition } = await seen(tx, call, hooks, place)
  const { title, summary, body } = definition
  const sheet = body.format === 'form' ? await findSheet(tx, key, sheetOf(call, place.stepId)) : undefined
  return {
    key,
    title,
    summary,
    body: asked(body),
    sheet:
      body.format === 'form'
        ? {
            answers: sheet?.answers ?? {},
            sent: sheet?.sent_at != null,
            closed: sheet?.closed_at != null,
          }
        : null,
  }
}

/** A body as customers have it: into which of our fields an answer goes is ours alone. */
const asked = (body: Definition['body']): Definition['body'] =>
  body.format === 'form' ? { ...body, questions: body.questions.map(({ field: _field, ...rest }) => rest) } : body

/** Notes that the guest opened an item, and has what is known of the customer computed anew. */
async function noteOpened(tx: Tx, call: GuestCall, { key, version }: Seen, stepId: string): Promise<void> {
  const { guest, today, now, live } = call
  const { workspaceId, accountId, contactId } = guest
  await noteRead(tx, { workspaceId, key, version, reader: { contactId }, accountId, stepId, day: today(), at: now() })
  await markDirty(tx, workspaceId, [accountId])
  await live.publish(workspaceId, { topic: 'content', ids: [accountId] }, tx)
}
