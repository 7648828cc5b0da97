import { implement } from '@orpc/server'
import type { AccountId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import { segmentRoutes as contract } from '../contract/segment.ts'
import { momentOf } from './read.ts'
import { courseOf, movesOf } from './segmentCourse.ts'
import { changeListed, undoListed } from './segmentList.ts'
import { compareMeasures, compareShares, measuresNamed, separationOf } from './segmentPage.ts'
import { previewSegment } from './segmentPreview.ts'
import { presentSegments, shownSegment, sizesOf } from './segmentRead.ts'
import {
  createAxis,
  createSegment,
  orderAxes,
  orderSegments,
  theAxis,
  theSegment,
  updateAxis,
  updateSegment,
} from './segmentWrite.ts'
import { factCatalogue } from './system.ts'
import { type TellUses, usesOfSegment } from './uses.ts'

const router = implement(contract).$context<CallContext>()

/** Routes of segments: shaping them is for whoever may; listing customers in static ones for whoever may change customers. */
export const segmentRoutes = (uses: readonly TellUses[]) =>
  router.router({
    list: router.list.handler(({ context }) => context.transaction((tx) => presentSegments(tx, context))),
    createAxis: router.createAxis.handler(({ context, input }) =>
      context.transaction((tx) => createAxis(tx, context, input)),
    ),
    updateAxis: router.updateAxis.handler(({ context, input: { id, ...change } }) =>
      context.transaction((tx) => updateAxis(tx, context, id, change)),
    ),
    orderAxes: router.orderAxes.handler(({ context, input }) =>
      context.transaction(async (tx) => {
        await orderAxes(tx, context, input.ids)
        return {}
      }),
    ),
    order: router.order.handler(({ context, input }) =>
      context.transaction(async (tx) => {
        await orderSegments(tx, context, input.id, input.ids)
        return {}
      }),
    ),
    create: router.create.handler(({ context, input }) =>
      context.transaction((tx) => createSegment(tx, context, input)),
    ),
    update: router.update.handler(({ context, input: { id, ...change } }) =>
      context.transaction((tx) => updateSegment(tx, context, id, change)),
    ),
    members: router.members.handler(({ context, input }) => {
      const change = { segmentId: input.id, accounts: input.accountIds as AccountId[], adds: input.then === 'add' }
      return context.transaction((tx) => changeListed(tx, context, change))
    }),
    undoMembers: router.undoMembers.handler(({ context, input }) =>
      context.transaction((tx) => undoListed(tx, context, input.id)),
    ),
    preview: router.preview.handler(({ context, input }) =>
      context.transaction((tx) => previewSegment(tx, context, input)),
    ),
    page: router.page.handler(({ context, input }) =>
      context.transaction(async (tx) => {
        const { workspace } = context.caller
        const segment = await theSegment(tx, context, input.id)
        const axis = await theAxis(tx, context, segment.axisId)
        const catalogue = await factCatalogue(tx, workspace)
        const ground = { workspaceId: workspace.id, catalogue, moment: momentOf(context) }
        const sizes = await sizesOf(tx, context, catalogue)
        const keys = input.measures?.split(',').filter(Boolean) ?? null
        const measures = await compareMeasures(tx, ground, { key: segment.key, facts: measuresNamed(catalogue, keys) })
        const told = []
        for (const tell of uses) told.push(...(await tell(tx, context.caller)))
        const shares = await compareShares(tx, ground, segment.key)
        return {
          segment: shownSegment(segment, catalogue, sizes.get(segment.key)),
          axis: { id: axis.id, label: axis.label, exclusive: axis.exclusive },
          of: shares[0]?.values.reduce((sum, { members, rest }) => sum + members + rest, 0) ?? 0,
          measures,
          shares,
          separation: await separationOf(tx, ground, axis),
          uses: usesOfSegment(told, catalogue, segment.key).map(({ kind, id, name }) => ({ kind, id, name })),
          course: await courseOf(tx, workspace, segment, context.today()),
          since: segment.createdAt.toISOString(),
        }
      }),
    ),
    moves: router.moves.handler(({ context, input }) =>
      context.transaction(async (tx) => {
        const segment = await theSegment(tx, context, input.id)
        return movesOf(tx, context.caller.workspaceId, segment.id, input.limit)
      }),
    ),
  })
