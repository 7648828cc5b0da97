import { implement } from '@orpc/server'
import { factCatalogue } from '#capabilities/facts/server/index.ts'
import type { CallContext } from '#platform/http/context.ts'
import { cardsContract } from '../contract/cards.ts'
import { newKey } from '../core/order.ts'
import { readCards, readOffCards } from './cards.ts'
import { readVersion, readVersions } from './cardVersions.ts'
import { createCard, publishCard, readDraft, reorderCards, restoreCard, switchCard } from './cardWrite.ts'
import { lateFacts } from './late.ts'
import { previewDraft } from './preview.ts'
import { shownScorecard } from './whyPresent.ts'

const os = implement(cardsContract).$context<CallContext>()

/** How scorecards are shaped, over HTTP. */
export const cardRoutes = os.router({
  all: os.all.handler(({ context }) =>
    context.transaction(async (tx) => {
      const { workspace, workspaceId } = context.caller
      const catalogue = await factCatalogue(tx, workspace)
      const [used, off] = [await readCards(tx, workspaceId), await readOffCards(tx, workspaceId)]
      return {
        scorecards: used.map((card) => shownScorecard(card, catalogue)),
        off: off.map((card) => shownScorecard(card, catalogue)),
        late: [...lateFacts(catalogue)],
      }
    }),
  ),
  versions: os.versions.handler(({ context, input }) =>
    context.transaction(async (tx) => ({ versions: await readVersions(tx, context.caller.workspaceId, input.key) })),
  ),
  version: os.version.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      const card = await readVersion(tx, context.caller.workspaceId, input.key, input.version)
      return shownScorecard(card, await factCatalogue(tx, context.caller.workspace))
    }),
  ),
  preview: os.preview.handler(async ({ context, input }) => {
    const draft = await context.transaction((tx) => readDraft(tx, context, input.draft))
    const { move, skip, limit } = input
    const { cards, ...preview } = await previewDraft(context, { key: input.key ?? newKey, draft, move, skip, limit })
    return { ...preview, cards: cards.map(({ card: { key, label }, ...counts }) => ({ key, label, ...counts })) }
  }),
  create: os.create.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      const draft = await readDraft(tx, context, input.draft)
      return createCard(tx, context, { draft, note: input.note })
    }),
  ),
  publish: os.publish.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      const draft = await readDraft(tx, context, input.draft)
      return publishCard(tx, context, { ...input, draft })
    }),
  ),
  restore: os.restore.handler(({ context, input }) => context.transaction((tx) => restoreCard(tx, context, input))),
  reorder: os.reorder.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      await reorderCards(tx, context, input.keys)
      return { keys: input.keys }
    }),
  ),
  use: os.use.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      await switchCard(tx, context, input)
      return input
    }),
  ),
})
