import { implement } from '@orpc/server'
import { factCatalogue } from '#capabilities/facts/server/index.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import { proofRoutes as contract } from '../contract/proof.ts'
import { testScores } from './backTest.ts'
import { testParts } from './backTestParts.ts'

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
      silent: silent.map((key) => ({ key, label: catalogue.get(key)?.label ?? { ja: key, en: key } })),
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
})
