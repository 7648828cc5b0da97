import { implement } from '@orpc/server'
import type { AccountId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import { outreachContract } from '../contract.ts'
import { markReplied, readOutreach, setTakenOver } from './account.ts'
import { readBroadcastMails, shownBroadcast, shownBroadcasts } from './broadcastRead.ts'
import { previewBroadcast, previewedRecipients, testBroadcast } from './broadcastTry.ts'
import { createBroadcast, moveBroadcast, updateBroadcast } from './broadcastWrite.ts'
import { budgetOf } from './budget.ts'
import { fillByHand, sendByHand } from './hand.ts'
import { bringInReady, offeredReady, takeBackReady } from './ready.ts'
import { readResults } from './results.ts'
import { shownSequences, shownVersions } from './sequenceRead.ts'
import { publishSequence, removeSequence, turnSequence } from './sequenceWrite.ts'
import { readSettings, setSettings } from './settings.ts'
import { simulate } from './simulate.ts'
import { previewTemplate } from './templatePreview.ts'
import { publishTemplate, readTemplateHistory, removeTemplate, shownTemplates } from './templates.ts'

const os = implement(outreachContract).$context<CallContext>()
const at = (id: string) => id as AccountId

/** The routes of templates, sequences, mails to many and mails by hand, as the contract states them. */
export const outreachRoutes = os.router({
  templates: {
    list: os.templates.list.handler(({ context }) => context.transaction((tx) => shownTemplates(tx, context))),
    versions: os.templates.versions.handler(({ input, context }) =>
      context.transaction((tx) => readTemplateHistory(tx, context.caller.workspaceId, input.key)),
    ),
    publish: os.templates.publish.handler(({ input, context }) =>
      context.transaction((tx) => publishTemplate(tx, context, input)),
    ),
    remove: os.templates.remove.handler(({ input, context }) =>
      context.transaction((tx) => removeTemplate(tx, context, input)),
    ),
    preview: os.templates.preview.handler(({ input, context }) =>
      context.transaction((tx) => previewTemplate(tx, context, input)),
    ),
  },
  ready: {
    offered: os.ready.offered.handler(({ context }) =>
      context.transaction((tx) => offeredReady(tx, context.caller.workspaceId)),
    ),
    bringIn: os.ready.bringIn.handler(({ context }) => context.transaction((tx) => bringInReady(tx, context))),
    takeBack: os.ready.takeBack.handler(({ input, context }) =>
      context.transaction((tx) => takeBackReady(tx, context, input)),
    ),
  },
  sequences: {
    list: os.sequences.list.handler(({ context }) =>
      context.transaction((tx) => shownSequences(tx, context.caller.workspaceId)),
    ),
    versions: os.sequences.versions.handler(({ input, context }) =>
      context.transaction((tx) => shownVersions(tx, context.caller.workspaceId, input.key)),
    ),
    publish: os.sequences.publish.handler(({ input, context }) =>
      context.transaction((tx) => publishSequence(tx, context, input)),
    ),
    turn: os.sequences.turn.handler(({ input, context }) =>
      context.transaction((tx) => turnSequence(tx, context, input)),
    ),
    remove: os.sequences.remove.handler(({ input, context }) =>
      context.transaction((tx) => removeSequence(tx, context, input)),
    ),
    simulate: os.sequences.simulate.handler(({ input, context }) =>
      context.transaction((tx) => simulate(tx, context, input)),
    ),
  },
  broadcasts: {
    list: os.broadcasts.list.handler(({ context }) =>
      context.transaction((tx) => shownBroadcasts(tx, context.caller.workspaceId)),
    ),
    get: os.broadcasts.get.handler(({ input, context }) =>
      context.transaction((tx) => shownBroadcast(tx, context.caller.workspaceId, input.id)),
    ),
    messages: os.broadcasts.messages.handler(({ input, context }) =>
      context.transaction((tx) => readBroadcastMails(tx, context.caller.workspaceId, input)),
    ),
    create: os.broadcasts.create.handler(({ input, context }) =>
      context.transaction((tx) => createBroadcast(tx, context, input)),
    ),
    update: os.broadcasts.update.handler(({ input, context }) =>
      context.transaction((tx) => updateBroadcast(tx, context, input)),
    ),
    move: os.broadcasts.move.handler(({ input, context }) =>
      context.transaction((tx) => moveBroadcast(tx, context, input)),
    ),
    preview: os.broadcasts.preview.handler(({ input, context }) =>
      context.transaction((tx) => previewBroadcast(tx, context, input)),
    ),
    recipients: os.broadcasts.recipients.handler(({ input, context }) =>
      context.transaction((tx) => previewedRecipients(tx, context, input)),
    ),
    test: os.broadcasts.test.handler(({ input, context }) =>
      context.transaction((tx) => testBroadcast(tx, context, input)),
    ),
  },
  ofAccount: os.ofAccount.handler(({ input, context }) =>
    context.transaction((tx) => readOutreach(tx, context, at(input.id), input.planId)),
  ),
  takeOver: os.takeOver.handler(({ input, context }) =>
    context.transaction((tx) => setTakenOver(tx, context, { ...input, id: at(input.id) })),
  ),
  fill: os.fill.handler(({ input, context }) =>
    context.transaction((tx) => fillByHand(tx, context, { ...input, id: at(input.id) })),
  ),
  budget: os.budget.handler(({ input, context }) =>
    context.transaction((tx) =>
      budgetOf(tx, context.caller.workspaceId, {
        accountId: at(input.id),
        contactId: input.contactId ?? null,
        now: context.now().getTime(),
      }),
    ),
  ),
  send: os.send.handler(({ input, context }) =>
    context.transaction((tx) => sendByHand(tx, context, { ...input, id: at(input.id) })),
  ),
  replied: os.replied.handler(({ input, context }) => context.transaction((tx) => markReplied(tx, context, input.id))),
  results: os.results.handler(({ input, context }) =>
    context.transaction((tx) => readResults(tx, context.caller.workspaceId, { days: input.days, now: context.now() })),
  ),
  settings: os.settings.handler(({ context }) =>
    context.transaction((tx) => readSettings(tx, context.caller.workspaceId)),
  ),
  setSettings: os.setSettings.handler(({ input, context }) =>
    context.transaction((tx) => setSettings(tx, context, input)),
  ),
})
