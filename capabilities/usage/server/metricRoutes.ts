import { implement } from '@orpc/server'
import type { CallContext } from '#platform/http/context.ts'
import { metricRoutes } from '../contract/metrics.ts'
import { readArrived, readProperties } from './metricChoices.ts'
import { previewMetric } from './metricPreview.ts'
import { readMetrics, readVersions } from './metricRead.ts'
import { publishMetric, setArchived } from './metricWrite.ts'

const on = implement(metricRoutes).$context<CallContext>()

/** The routes of usage metrics. */
export const metricHandlers = on.router({
  list: on.list.handler(({ context }) =>
    context.transaction(async (tx) => ({ metrics: await readMetrics(tx, context.caller.workspaceId) })),
  ),
  versions: on.versions.handler(({ context, input }) =>
    context.transaction(async (tx) => ({ versions: await readVersions(tx, context.caller.workspaceId, input.key) })),
  ),
  events: on.events.handler(async ({ context }) => ({
    events: await readArrived(context.events, context.caller.workspaceId),
  })),
  properties: on.properties.handler(({ context, input }) =>
    readProperties(context.events, context.caller.workspaceId, input.events),
  ),
  preview: on.preview.handler(({ context, input }) => previewMetric(context, input)),
  publish: on.publish.handler(({ context, input }) => context.transaction((tx) => publishMetric(tx, context, input))),
  archive: on.archive.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      await setArchived(tx, context, input.key, true)
      return { archived: true as const }
    }),
  ),
  restore: on.restore.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      await setArchived(tx, context, input.key, false)
      return { restored: true as const }
    }),
  ),
})
