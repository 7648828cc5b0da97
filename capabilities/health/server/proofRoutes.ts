import { implement } from '@orpc/server'
import type { z } from 'zod'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { factCatalogue } from '#capabilities/facts/server/index.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import { type comparisonSchema, proofRoutes as contract, type sideSchema } from '../contract/proof.ts'
import { newKey, placeOfNew, withDraft } from '../core/order.ts'
import type { Scorecard } from '../core/scorecard.ts'
import { testScores } from './backTest.ts'
import { testParts } from './backTestParts.ts'
import { readCards } from './cards.ts'
import { readVersion } from './cardVersions.ts'
import { readDraft } from './cardWrite.ts'
import { type Comparison, compareCards } from './comparison.ts'
import { recomputedScores } from './recomputed.ts'
import { suggestFor } from './suggestion.ts'

const os = implement(contract).$context<CallContext>()

const pastOf = ({ caller, database, events, today }: CallContext, horizon: number) => ({
  database,
  events,
  workspace: caller.workspace,
  today: today(),
  horizon,
})

/** Whether scores are worth trusting, over HTTP. */
export const proofRoutes = os.router({
  backTest: os.backTest.handler(async ({ context, input }) => {
    const catalogue = await context.transaction((tx) => factCatalogue(tx, context.caller.workspace))
    const { from, to, silent, result } = await testScores({ ...pastOf(context, input.days), of: input.of })
    const { deciles, grades, ...rest } = result
    return {
      of: input.of,
      silent: silent.map((key) => named(catalogue, key)),
      from,
      to,
      days: input.days,
      ...rest,
      deciles: [...deciles],
      grades: [...grades],
    }
  }),
  backTestParts: os.backTestParts.handler(async ({ context, input }) => {
    const parts = await testParts({ ...pastOf(context, input.days), of: input.of, by: input.by })
    if (!parts) throw notFound()
    return parts
  }),
  compare: os.compare.handler(async ({ context, input }) => {
    const key = input.key ?? newKey
    const { catalogue, cards } = await context.transaction(async (tx) => {
      const inForce = await readCards(tx, context.caller.workspaceId)
      const first = await cardsWith(tx, context, { inForce, key, side: input.first })
      const second = await cardsWith(tx, context, { inForce, key, side: input.second })
      return { catalogue: await factCatalogue(tx, context.caller.workspace), cards: [first, second] as const }
    })
    const found = await compareCards({ ...pastOf(context, input.days), cards, key })
    return shownComparison(found, { catalogue, days: input.days })
  }),
  weights: os.weights.handler(async ({ context, input }) => {
    const key = input.key ?? newKey
    const { catalogue, cards, draft } = await context.transaction(async (tx) => {
      const inForce = await readCards(tx, context.caller.workspaceId)
      const side = { is: 'draft' as const, draft: input.draft }
      return {
        catalogue: await factCatalogue(tx, context.caller.workspace),
        cards: await cardsWith(tx, context, { inForce, key, side }),
        draft: await readDraft(tx, context, input.draft),
      }
    })
    const { missing, found } = await suggestFor({ ...pastOf(context, input.days), cards, key, draft })
    const { days } = input
    const shown = found && { ...found, comparison: shownComparison(found.comparison, { catalogue, days }) }
    return { days, missing, found: shown }
  }),
  recomputed: os.recomputed.handler(({ context, input }) => {
    const { database, events, caller, today } = context
    const { workspace } = caller
    return recomputedScores({
      database,
      events,
      workspace,
      account: input.id as AccountId,
      today: today(),
      days: input.days,
    })
  }),
})

function shownComparison(
  { hits, silent, aucs, ...rest }: Comparison,
  { catalogue, days }: { catalogue: Catalogue; days: number },
): z.infer<typeof comparisonSchema> {
  return {
    ...rest,
    days,
    aucs: aucs && { ...aucs },
    hits: { first: hits[0], second: hits[1] },
    silent: silent.map((fact) => named(catalogue, fact)),
  }
}

const named = (catalogue: Catalogue, key: string) => ({ key, label: catalogue.get(key)?.label ?? { ja: key, en: key } })

type Asked = { inForce: readonly Scorecard[]; key: string; side: z.infer<typeof sideSchema> }

/** The cards in force with a version of one, or a draft, in its place; a card that is used no longer counts as used. */
async function cardsWith(tx: Tx, call: CallContext, { inForce, key, side }: Asked): Promise<readonly Scorecard[]> {
  if (side.is === 'without') return inForce.filter((card) => card.key !== key)
  const card =
    side.is === 'draft'
      ? await readDraft(tx, call, side.draft)
      : await readVersion(tx, call.caller.workspaceId, key, side.version)
  if (inForce.some((one) => one.key === key)) return withDraft(inForce, key, card)
  return inForce.toSpliced(placeOfNew(inForce), 0, { ...card, key })
}
