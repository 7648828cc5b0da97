import { implement } from '@orpc/server'
import { factCatalogue } from '#capabilities/facts/server/index.ts'
import type { CallContext } from '#platform/http/context.ts'
import { mapsContract } from '../contract/maps.ts'
import { mapChanges } from '../core/mapDiff.ts'
import type { MapDraft } from '../core/mapDraft.ts'
import { readyMaps } from '../core/ready/maps.ts'
import { beginMap, discardDraft, saveDraft } from './drafts.ts'
import { lateForMaps } from './late.ts'
import { listMaps, mapVersions, openMap, sent, versionOf } from './mapList.ts'
import { previewMap } from './mapPreview.ts'
import { productTargets } from './targets.ts'
import { publishMap, reorderMaps, soundDraft, switchMap } from './mapPublish.ts'

const os = implement(mapsContract).$context<CallContext>()

/** How maps are shaped, over HTTP. */
export const mapRoutes = os.router({
  list: os.list.handler(({ context }) =>
    context.transaction(async (tx) => ({
      maps: await listMaps(tx, context.caller.workspaceId),
      ready: readyMaps.map(({ key, label, phases }) => ({
        key,
        label,
        phases: phases.map((phase) => phase.label),
        milestones: phases.reduce((sum, phase) => sum + phase.milestones.length, 0),
      })),
      products: await productTargets(tx, context.caller.workspaceId),
    })),
  ),
  open: os.open.handler(({ context, input }) =>
    context.transaction(async (tx) => ({
      ...(await openMap(tx, context.caller.workspaceId, input.key)),
      late: [...lateForMaps(await factCatalogue(tx, context.caller.workspace))],
      products: await productTargets(tx, context.caller.workspaceId),
    })),
  ),
  begin: os.begin.handler(({ context, input }) =>
    context.transaction(async (tx) => ({ key: await beginMap(tx, context, input) })),
  ),
  save: os.save.handler(({ context, input }) =>
    context.transaction((tx) => saveDraft(tx, context, { ...input, draft: input.draft as MapDraft })),
  ),
  discard: os.discard.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      await discardDraft(tx, context, input.key)
      return input
    }),
  ),
  versions: os.versions.handler(({ context, input }) =>
    context.transaction(async (tx) => ({ versions: await mapVersions(tx, context.caller.workspaceId, input.key) })),
  ),
  version: os.version.handler(({ context, input }) =>
    context.transaction(async (tx) => ({
      version: input.version,
      content: sent(await versionOf(tx, context.caller.workspaceId, input.key, input.version)),
    })),
  ),
  compare: os.compare.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      const { workspaceId } = context.caller
      const said = (version: number) => versionOf(tx, workspaceId, input.key, version)
      const before = await said(input.from)
      return { changes: mapChanges(before, await said(input.to)) }
    }),
  ),
  preview: os.preview.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      const { content } = await soundDraft(tx, context, input)
      return previewMap(tx, context, { ...input, draft: content })
    }),
  ),
  publish: os.publish.handler(({ context, input }) => context.transaction((tx) => publishMap(tx, context, input))),
  reorder: os.reorder.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      await reorderMaps(tx, context, input.keys)
      return input
    }),
  ),
  use: os.use.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      await switchMap(tx, context, input)
      return input
    }),
  ),
})
