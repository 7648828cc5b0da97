import { implement } from '@orpc/server'
import type { CallContext } from '#platform/http/context.ts'
import { usageContract } from '../contract.ts'
import { ofAccount, readAccountUsage, readHistory } from './accountRead.ts'
import { adoptionHandlers } from './adoption.ts'
import { coverageHandlers } from './coverageRoutes.ts'
import { metricHandlers } from './metricRoutes.ts'
import { createKey, readKeys, revokeKey } from './keyActions.ts'
import { readOverview, readRecent, readUnknownGroups } from './liveRead.ts'
import { readPeople } from './peopleRead.ts'
import { discard, readQuarantine, replay, replaySome } from './quarantineActions.ts'
import { readSchema } from './schemaRead.ts'
import { mayTellSilence, readSilence } from './silence.ts'

const on = implement(usageContract).$context<CallContext>()

/** The routes of usage. */
export const usageRoutes = on.router({
  account: on.account.handler(({ input, context }) =>
    ofAccount(context, input.id, (asked) => readAccountUsage(asked, input.weeks)),
  ),
  people: on.people.handler(({ input, context }) =>
    ofAccount(context, input.id, (asked) => readPeople(asked, input.metric)),
  ),
  history: on.history.handler(({ input, context }) =>
    ofAccount(context, input.id, (asked) => readHistory(asked, input.metric, input.days)),
  ),
  keys: {
    list: on.keys.list.handler(({ context }) => context.transaction(async (tx) => ({ keys: await readKeys(tx) }))),
    create: on.keys.create.handler(({ input, context }) => createKey(context, input)),
    revoke: on.keys.revoke.handler(({ input, context }) => revokeKey(context, input.id)),
  },
  live: {
    overview: on.live.overview.handler(({ context }) =>
      context.transaction((tx) => readOverview(tx, context.events, context.caller.workspaceId, context.now())),
    ),
    recent: on.live.recent.handler(({ context }) =>
      context.transaction(async (tx) => ({ events: await readRecent(tx, context.caller.workspaceId) })),
    ),
    groups: on.live.groups.handler(({ context }) => context.transaction(readUnknownGroups)),
    schema: on.live.schema.handler(({ input, context }) =>
      readSchema(context.events, context.caller.workspaceId, input.event, context.now()),
    ),
  },
  silence: on.silence.handler(async ({ context }) =>
    (await mayTellSilence(context)) ? readSilence(context) : { lastOn: null },
  ),
  adoption: adoptionHandlers,
  coverage: coverageHandlers,
  metrics: metricHandlers,
  quarantine: {
    list: on.quarantine.list.handler(({ input: { cursor, limit, rule }, context }) =>
      context.transaction((tx) =>
        readQuarantine(tx, { limit, ...(cursor ? { cursor } : {}), ...(rule ? { rule } : {}) }),
      ),
    ),
    replay: on.quarantine.replay.handler(({ input, context }) => replay(context, input.id, input.payload)),
    replaySome: on.quarantine.replaySome.handler(({ input, context }) => replaySome(context, input)),
    discard: on.quarantine.discard.handler(({ input, context }) => discard(context, input)),
  },
})
