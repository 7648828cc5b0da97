import { implement } from '@orpc/server'
import { recordChange, recordChanges } from '#capabilities/access/server/index.ts'
import { mailContract } from '#capabilities/outreach/contract/delivery.ts'
import type { CallContext } from '#platform/http/context.ts'
import { refused } from '#platform/http/refusal.ts'
import { mailAddress } from '#platform/mail/address.ts'
import { settleMails } from '#platform/mail/states.ts'
import { mailInstalled } from './installed.ts'
import { countMails, readLog, readMail } from './log.ts'
import {
  addSender,
  makeDefault,
  openDoor,
  putSender,
  putServer,
  readSettings,
  removeServer,
  setSenderAside,
} from './settings.ts'
import { suppress, unsuppress } from './suppress.ts'
import { readSuppressions } from './suppressionList.ts'
import { sendTest } from './testMail.ts'

const os = implement(mailContract).$context<CallContext>()

const settings = (context: CallContext) => readSettings(context, mailInstalled().installation.server !== null)
const after = async (context: CallContext, done: Promise<void>) => {
  await done
  return settings(context)
}

/** What delivery answers over HTTP. */
export const mailRoutes = os.router({
  settings: os.settings.handler(({ context }) => settings(context)),
  putServer: os.putServer.handler(({ context, input }) => after(context, putServer(context, input))),
  removeServer: os.removeServer.handler(({ context }) => after(context, removeServer(context))),
  test: os.test.handler(({ context, input }) => sendTest(context, input.senderId, mailInstalled().installation)),
  addSender: os.addSender.handler(({ context, input }) => after(context, addSender(context, input))),
  putSender: os.putSender.handler(({ context, input: { id, version, ...fields } }) =>
    after(context, putSender(context, id, version, fields)),
  ),
  defaultSender: os.defaultSender.handler(({ context, input }) => after(context, makeDefault(context, input.id))),
  removeSender: os.removeSender.handler(({ context, input }) =>
    after(context, setSenderAside(context, input.id, true)),
  ),
  restoreSender: os.restoreSender.handler(({ context, input }) =>
    after(context, setSenderAside(context, input.id, false)),
  ),
  openDoor: os.openDoor.handler(({ context }) => after(context, openDoor(context))),
  log: os.log.handler(({ context, input }) => context.transaction((tx) => readLog(tx, input))),
  counts: os.counts.handler(({ context }) => context.transaction(countMails)),
  get: os.get.handler(({ context, input }) => context.transaction((tx) => readMail(tx, input.id))),
  settle: os.settle.handler(({ context, input: { ids, settlement } }) =>
    context.transaction(async (tx) => {
      const { workspaceId } = context.caller
      const settled = await settleMails(tx, workspaceId, ids, settlement)
      await recordChanges(
        tx,
        settled.map(({ id, accountId, was }) => ({
          by: context.caller,
          action: `mail.${settlement}`,
          subjectId: id,
          accountId,
          before: { status: was },
        })),
      )
      await context.live.publish(workspaceId, { topic: 'mail', ids: settled.map(({ id }) => id) }, tx)
      return { ids: settled.map(({ id }) => id) }
    }),
  ),
  suppressions: os.suppressions.handler(({ context, input }) =>
    context.transaction((tx) => readSuppressions(tx, input)),
  ),
  suppress: os.suppress.handler(({ context, input }) => {
    const address = mailAddress(input.address)
    if (address === null) throw refused([{ field: 'address', rule: 'mail.address_form', value: input.address }])
    return context.transaction(async (tx) => {
      const { workspaceId, personId } = context.caller
      const { purpose, detail } = input
      const isNew = await suppress(tx, workspaceId, { address, purpose, reason: 'by_hand', detail, personId })
      if (isNew) await record(tx, context, 'add', address, { purpose, reason: 'by_hand' })
      return { isNew }
    })
  }),
  unsuppress: os.unsuppress.handler(({ context, input: { address, purpose } }) =>
    context.transaction(async (tx) => {
      const removed = await unsuppress(tx, context.caller.workspaceId, { address, purpose, bySelf: false })
      if (removed) await record(tx, context, 'remove', address, { purpose })
      return { removed }
    }),
  ),
})

async function record(
  tx: Parameters<typeof recordChange>[0],
  context: CallContext,
  verb: 'add' | 'remove',
  address: string,
  fields: Record<string, string>,
): Promise<void> {
  await recordChange(tx, {
    by: context.caller,
    action: `mail_suppression.${verb}`,
    subjectId: address.toLowerCase(),
    [verb === 'add' ? 'after' : 'before']: fields,
  })
  await context.live.publish(context.caller.workspaceId, { topic: 'mail', ids: [] }, tx)
}
