import { implement } from '@orpc/server'
import type { CallContext } from '#platform/http/context.ts'
import { cockpitContract } from '../contract.ts'
import type { RuleDraft } from '../core/rule.ts'
import { openCtasOf } from './ctaRead.ts'
import { offeredRules, takeRule } from './ruleOffer.ts'
import { readReplay } from './replayRead.ts'
import { readAfterwards } from './ruleAfterwards.ts'
import { readRule } from './ruleRead.ts'
import { presentRules } from './ruleRecords.ts'
import { turnRule } from './ruleTurn.ts'
import { archiveRule, createRule, publishRule, restoreRule } from './ruleWrite.ts'

const os = implement(cockpitContract.rules).$context<CallContext>()

/** What may be asked of signal rules, and done with them, over HTTP. */
export const ruleRoutes = os.router({
  list: os.list.handler(({ context }) =>
    context.transaction(async (tx) => ({ rules: await presentRules(tx, context.caller.workspace) })),
  ),
  get: os.get.handler(({ context, input }) => context.transaction((tx) => readRule(tx, context, input.id))),
  afterwards: os.afterwards.handler(({ context, input }) => readAfterwards(context, input.id)),
  open: os.open.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      const open = await openCtasOf(tx, context.caller.workspaceId, input.id, context.today())
      return {
        ctas: open.map(({ id, account, title, owner, dueOn, snoozed }) => {
          return { id, account, title, owner, dueOn, snoozedUntil: snoozed?.until ?? null }
        }),
      }
    }),
  ),
  replay: os.replay.handler(({ context, input }) => readReplay(context, input)),
  offered: os.offered.handler(({ context }) =>
    context.transaction(async (tx) => ({ rules: await offeredRules(tx, context.caller.workspaceId) })),
  ),
  take: os.take.handler(({ context, input }) => context.transaction((tx) => takeRule(tx, context, input.key))),
  create: os.create.handler(({ context, input }) =>
    context.transaction((tx) => createRule(tx, context, { ...input, draft: input.draft as RuleDraft })),
  ),
  publish: os.publish.handler(({ context, input }) =>
    context.transaction((tx) => publishRule(tx, context, { ...input, draft: input.draft as RuleDraft })),
  ),
  restore: os.restore.handler(({ context, input }) => context.transaction((tx) => restoreRule(tx, context, input))),
  archive: os.archive.handler(({ context, input }) => context.transaction((tx) => archiveRule(tx, context, input))),
  turn: os.turn.handler(({ context, input }) =>
    context.transaction((tx) => turnRule(tx, context, input.key, input.isOn)),
  ),
})
