import { implement } from '@orpc/server'
import { accountFacts } from '#capabilities/facts/server/index.ts'
import type { CallContext } from '#platform/http/context.ts'
import { touchContract } from '../contract/touch.ts'
import { modelOf, readyNorms } from '../core/touch.ts'
import { touchSentence } from '../core/touchSentence.ts'
import { onAccount } from './onAccount.ts'
import { readNorms, setNorms, touchFrom } from './touch.ts'

const os = implement(touchContract).$context<CallContext>()

/** How much we are in touch, over HTTP. */
export const touchRoutes = os.router({
  ofAccount: os.ofAccount.handler(({ context, input }) =>
    onAccount(context, input.id, async (tx, account) => {
      const { workspace } = context.caller
      const { value } = await accountFacts(tx, workspace, account, context.today())
      const touch = touchFrom(await readNorms(tx, workspace.id), value)
      const model = modelOf(value('account.touch_model'))
      if (!touch) return { score: null, verdict: 'nobody_known' as const, model, sentence: ended, roles: [] }
      const roles = touch.roles.map(({ known: _, ...role }) => role)
      return { score: touch.score, verdict: touch.verdict, model, sentence: touchSentence(touch), roles }
    }),
  ),
  norms: os.norms.handler(({ context }) =>
    context.transaction(async (tx) => ({ norms: await readNorms(tx, context.caller.workspaceId), ready: readyNorms })),
  ),
  setNorms: os.setNorms.handler(({ context, input }) =>
    context.transaction(async (tx) => {
      await setNorms(tx, context, input.norms)
      return { norms: input.norms }
    }),
  ),
})

const ended = {
  ja: '契約が終わっているため、接点の量は見ていません。',
  en: 'The contract has ended: touches are no longer looked at.',
}
