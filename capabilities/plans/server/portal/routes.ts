import { implement } from '@orpc/server'
import { portalContract } from '#capabilities/plans/contract/portalRoutes.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { Tx } from '#platform/database/scope.ts'
import { theRecord } from '../planRead.ts'
import { answer, setAnswered } from './answers.ts'
import { agree, setDone, visit } from './doings.ts'
import { invite } from './invite.ts'
import { pageOf, readPage, setPage } from './pages.ts'
import { readPublicItem } from './publicItems.ts'
import { ask } from './questions.ts'
import { readPortal, readScope } from './read.ts'
import { copyAddress, readShared, revoke, sendLink, setEnd, share, tellCode } from './share.ts'

const os = implement(portalContract).$context<CallContext>()

/** What a guest does, and what they see after it. */
const doing = (context: CallContext, work: (tx: Tx) => Promise<void>) =>
  context.transaction(async (tx) => {
    await work(tx)
    return readPortal(tx, context)
  })

/** The routes of the portal: of guests, and of our own people who let them in. */
export const portalRoutes = os.router({
  read: os.read.handler(({ context }) => context.transaction((tx) => readPortal(tx, context))),
  visit: os.visit.handler(async ({ context }) => {
    await visit(context)
    return { done: true } as const
  }),
  setDone: os.setDone.handler(({ context, input }) => doing(context, (tx) => setDone(tx, context, input))),
  ask: os.ask.handler(({ context, input }) => doing(context, (tx) => ask(tx, context, input))),
  agree: os.agree.handler(({ context }) => doing(context, (tx) => agree(tx, context))),
  invite: os.invite.handler(({ context, input }) => doing(context, (tx) => invite(tx, context, input))),
  shared: os.shared.handler(({ context, input }) => context.transaction((tx) => readShared(tx, context, input.id))),
  preview: os.preview.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      const { workspace } = context.caller
      const plan = await theRecord(tx, context, input.id)
      const scope = { workspace, planId: plan.id, accountId: plan.account_id, role: input.role, guest: null }
      return readScope(tx, scope, context)
    }),
  ),
  share: os.share.handler(({ context, input }) => context.transaction((tx) => share(tx, context, input))),
  setEnd: os.setEnd.handler(({ context, input }) => context.transaction((tx) => setEnd(tx, context, input))),
  revoke: os.revoke.handler(({ context, input }) => context.transaction((tx) => revoke(tx, context, input.id))),
  address: os.address.handler(({ context, input }) => context.transaction((tx) => copyAddress(tx, context, input.id))),
  mailLink: os.mailLink.handler(({ context, input }) => context.transaction((tx) => sendLink(tx, context, input.id))),
  code: os.code.handler(({ context, input }) => context.transaction((tx) => tellCode(tx, context, input.id))),
  answer: os.answer.handler(({ context, input }) => context.transaction((tx) => answer(tx, context, input))),
  publicPage: os.publicPage.handler(({ context, input }) => readPage(context, input)),
  publicItem: os.publicItem.handler(({ context, input }) => readPublicItem(context, input)),
  pageOf: os.pageOf.handler(({ context, input }) => context.transaction((tx) => pageOf(tx, context, input.key))),
  setPage: os.setPage.handler(({ context, input }) => context.transaction((tx) => setPage(tx, context, input))),
  setAnswered: os.setAnswered.handler(({ context, input }) =>
    context.transaction((tx) => setAnswered(tx, context, input)),
  ),
})
