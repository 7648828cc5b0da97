import { implement } from '@orpc/server'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { contentContract } from '../contract.ts'
import { closeSheet, readHearings, setTaken, writeSheet } from './hearings.ts'
import type { ContentHooks } from './hooks.ts'
import { readItem, readLibrary, readNames, readVersion } from './read.ts'
import { noteRead } from './receipts.ts'
import { theItem } from './record.ts'
import { addStarters } from './starters.ts'
import {
  copyItem,
  createItem,
  publishItem,
  removeItem,
  restoreVersion,
  retireItem,
  updateItem,
  writeDraft,
} from './write.ts'

const os = implement(contentContract).$context<CallContext>()

/** The routes of the library, as the contract states them. */
export function contentRoutes(hooks: ContentHooks) {
  /** Changes an item and answers it as it is then. */
  const changing = <Given extends { id: string }>(
    change: (tx: Tx, call: CallContext, given: Given) => Promise<void>,
  ) => {
    return ({ input, context }: { input: Given; context: CallContext }) =>
      context.transaction(async (tx) => {
        await change(tx, context, input)
        return readItem(tx, context, hooks, input.id)
      })
  }
  return os.router({
    list: os.list.handler(({ input, context }) => context.transaction((tx) => readLibrary(tx, context, hooks, input))),
    names: os.names.handler(({ context }) =>
      context.transaction(async (tx) => ({ items: await readNames(tx, context.caller.workspaceId) })),
    ),
    get: os.get.handler(({ input, context }) => context.transaction((tx) => readItem(tx, context, hooks, input.id))),
    version: os.version.handler(({ input, context }) =>
      context.transaction((tx) => readVersion(tx, context.caller.workspaceId, input)),
    ),
    create: os.create.handler(({ input, context }) =>
      context.transaction(async (tx) => readItem(tx, context, hooks, await createItem(tx, context, input))),
    ),
    write: os.write.handler(changing(writeDraft)),
    publish: os.publish.handler(changing(publishItem)),
    restore: os.restore.handler(changing(restoreVersion)),
    update: os.update.handler(changing(updateItem)),
    retire: os.retire.handler(changing(retireItem)),
    copy: os.copy.handler(({ input, context }) =>
      context.transaction(async (tx) => readItem(tx, context, hooks, await copyItem(tx, context, input.id))),
    ),
    remove: os.remove.handler(({ input, context }) =>
      context.transaction(async (tx) => {
        await removeItem(tx, context, input)
        return {}
      }),
    ),
    addStarters: os.addStarters.handler(({ context }) => context.transaction((tx) => addStarters(tx, context))),
    hearings: os.hearings.handler(({ input, context }) =>
      context.transaction((tx) => readHearings(tx, context, hooks, input.id as AccountId)),
    ),
    answer: os.answer.handler(({ input, context }) =>
      context.transaction(async (tx) => {
        await writeSheet(tx, context, hooks, input)
        return readHearings(tx, context, hooks, input.id as AccountId)
      }),
    ),
    takeAnswer: os.takeAnswer.handler(({ input, context }) =>
      context.transaction(async (tx) => {
        await setTaken(tx, context, input)
        return readHearings(tx, context, hooks, input.id as AccountId)
      }),
    ),
    closeSheet: os.closeSheet.handler(({ input, context }) =>
      context.transaction(async (tx) => readHearings(tx, context, hooks, await closeSheet(tx, context, input))),
    ),
    opened: os.opened.handler(({ input, context }) =>
      context.transaction(async (tx) => {
        const { workspaceId, personId } = context.caller
        const { key, version } = await theItem(tx, workspaceId, input.id)
        if (version === null) return {}
        const receipt = { workspaceId, key, version, reader: { personId }, accountId: null, stepId: null }
        await noteRead(tx, { ...receipt, day: context.today(), at: context.now() })
        return {}
      }),
    ),
  })
}
