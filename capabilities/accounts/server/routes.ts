import { implement } from '@orpc/server'
import { changeListed } from '#capabilities/facts/server/index.ts'
import type { AccountId, ContactId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import { accountsContract } from '../contract.ts'
import { createAccount, look, setArchived, updateAccount } from './accountActions.ts'
import { checkAccount, findByName, theCustomer, wordsInUse } from './accountPage.ts'
import { readAssignments } from './accountRead.ts'
import { applyBulk, undoBulk } from './bulk.ts'
import { previewBulk } from './bulkPreview.ts'
import { selectedAccounts } from './bulkSelection.ts'
import { gapsAmong, readContacts } from './contactRead.ts'
import { createContact, setContactArchived, updateContact } from './contactWrite.ts'
import { readFields } from './fieldRead.ts'
import { createField, setFieldArchived, updateField } from './fieldWrite.ts'
import { listAccounts } from './list.ts'
import { groupPast, listPast, pastDay, totalPast } from './listPast.ts'
import { refusingTaken } from './taken.ts'
import { groupAccounts, totalAccounts } from './totals.ts'
import { upsertAccounts } from './upsert.ts'
import { usableViews } from './viewsWithheld.ts'
import { createView, readViews, removeView, updateView } from './views.ts'

const contract = implement(accountsContract).$context<CallContext>()
const account = (id: string) => id as AccountId
const contact = (id: string) => id as ContactId

/** What the caller writes, where another one at the same moment may take a number or a key. */
const write = <T>(context: CallContext, work: Parameters<typeof context.transaction<T>>[0]): Promise<T> =>
  refusingTaken(() => context.transaction(work))

const changes = contract.changes.router({
  preview: contract.changes.preview.handler(({ input, context }) =>
    context.transaction((tx) => previewBulk(tx, context, input.selection, input.change)),
  ),
  apply: contract.changes.apply.handler(({ input, context }) =>
    write(context, (tx) => applyBulk(tx, context, input.selection, input.change)),
  ),
  segment: contract.changes.segment.handler(({ input: { selection, segmentId, then }, context }) =>
    context.transaction(async (tx) => {
      const accounts = await selectedAccounts(tx, context, selection)
      const made = await changeListed(tx, context, { segmentId, accounts, adds: then === 'add' })
      return { ...made, accounts: accounts.length }
    }),
  ),
  undo: contract.changes.undo.handler(({ input, context }) => write(context, (tx) => undoBulk(tx, context, input.id))),
})

const contacts = contract.contacts.router({
  list: contract.contacts.list.handler(({ input, context }) =>
    context.transaction(async (tx) => {
      const rows = await readContacts(tx, account(input.id), input.archived)
      return { rows, gaps: gapsAmong(rows, context.today()) }
    }),
  ),
  create: contract.contacts.create.handler(({ input: { id, ...change }, context }) =>
    write(context, (tx) => createContact(tx, context, account(id), change)),
  ),
  update: contract.contacts.update.handler(({ input, context }) =>
    write(context, (tx) => updateContact(tx, context, { ...input, id: contact(input.id) })),
  ),
  archive: contract.contacts.archive.handler(({ input, context }) =>
    context.transaction((tx) => setContactArchived(tx, context, contact(input.id), true)),
  ),
  restore: contract.contacts.restore.handler(({ input, context }) =>
    context.transaction((tx) => setContactArchived(tx, context, contact(input.id), false)),
  ),
})

const fields = contract.fields.router({
  list: contract.fields.list.handler(({ input, context }) =>
    context.transaction(async (tx) => ({
      rows: await readFields(tx, {
        subject: input.subject,
        archived: input.archived === 'with',
        counts: input.counts === 'with',
      }),
    })),
  ),
  create: contract.fields.create.handler(({ input, context }) =>
    write(context, (tx) => createField(tx, context, input)),
  ),
  update: contract.fields.update.handler(({ input: { id, ...change }, context }) =>
    context.transaction((tx) => updateField(tx, context, id, change)),
  ),
  archive: contract.fields.archive.handler(({ input, context }) =>
    context.transaction((tx) => setFieldArchived(tx, context, input.id, true)),
  ),
  restore: contract.fields.restore.handler(({ input, context }) =>
    context.transaction((tx) => setFieldArchived(tx, context, input.id, false)),
  ),
})

const views = contract.views.router({
  list: contract.views.list.handler(({ context }) =>
    context.transaction(async (tx) => ({ rows: await usableViews(tx, context, await readViews(tx, context)) })),
  ),
  create: contract.views.create.handler(({ input, context }) =>
    context.transaction((tx) => createView(tx, context, input)),
  ),
  update: contract.views.update.handler(({ input: { id, version, ...change }, context }) =>
    context.transaction((tx) => updateView(tx, context, id, version, change)),
  ),
  remove: contract.views.remove.handler(({ input, context }) =>
    context.transaction((tx) => removeView(tx, context, input.id)),
  ),
})

/** The routes of accounts, as their contract states them. */
export const accountsRoutes = contract.router({
  changes,
  contacts,
  fields,
  views,
  list: contract.list.handler(({ input, context }) =>
    context.look(async (tx) => {
      const day = pastDay(context, input.asOf)
      const columns = input.columns ?? ''
      if (day) {
        const { facts: _, ...page } = await listPast(tx, context, { ...input, columns, asOf: day })
        return page
      }
      const { rows, next } = await listAccounts(tx, context, { ...input, columns })
      return { rows, next }
    }),
  ),
  total: contract.total.handler(({ input, context }) =>
    context.look((tx) => {
      const day = pastDay(context, input.asOf)
      return day ? totalPast(tx, context, { ...input, asOf: day }) : totalAccounts(tx, context, input)
    }),
  ),
  groups: contract.groups.handler(({ input, context }) =>
    context.look((tx) => {
      const day = pastDay(context, input.asOf)
      return day ? groupPast(tx, context, { ...input, asOf: day }) : groupAccounts(tx, context, input)
    }),
  ),
  find: contract.find.handler(({ input, context }) =>
    context.look(async (tx) => ({ rows: await findByName(tx, input.search, input.limit) })),
  ),
  words: contract.words.handler(({ input, context }) =>
    context.look(async (tx) => ({ words: await wordsInUse(tx, input.of) })),
  ),
  get: contract.get.handler(({ input, context }) =>
    context.transaction((tx) => theCustomer(tx, context, account(input.id))),
  ),
  upsert: contract.upsert.handler(({ input: { source, rows }, context }) =>
    write(context, async (tx) => ({ rows: await upsertAccounts(tx, context, source, rows) })),
  ),
  create: contract.create.handler(({ input, context }) => write(context, (tx) => createAccount(tx, context, input))),
  update: contract.update.handler(({ input, context }) =>
    write(context, (tx) => updateAccount(tx, context, { ...input, id: account(input.id) })),
  ),
  check: contract.check.handler(({ input: { id, ...change }, context }) =>
    context.transaction(async (tx) => ({
      issues: await checkAccount(tx, id === undefined ? null : account(id), change),
    })),
  ),
  archive: contract.archive.handler(({ input, context }) =>
    context.transaction((tx) => setArchived(tx, context, account(input.id), true)),
  ),
  restore: contract.restore.handler(({ input, context }) =>
    write(context, (tx) => setArchived(tx, context, account(input.id), false)),
  ),
  assignments: contract.assignments.handler(({ input, context }) =>
    context.transaction(async (tx) => ({ rows: await readAssignments(tx, account(input.id)) })),
  ),
  look: contract.look.handler(({ input, context }) =>
    context.transaction(async (tx) => ({ previousAt: await look(tx, context, account(input.id)) })),
  ),
})
