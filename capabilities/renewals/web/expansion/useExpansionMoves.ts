import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { toast } from '#web/ui/toast.ts'
import { expansion, opportunityQuery, type OpportunityPage, type Sold } from './apis.ts'

type Update = Omit<Parameters<typeof expansion.update.call>[0], 'id' | 'version'>
type Losing = Omit<Parameters<typeof expansion.lose.call>[0], 'id' | 'version'>
type New = Parameters<typeof expansion.create.call>[0]

/** What can be done with opportunities: shown at once, told with a way back. What throws is what the server refused. */
export function useExpansionMoves() {
  const { t } = useTranslation(['expansion', 'web'])
  const queries = useQueryClient()
  const show = (page: OpportunityPage) => {
    queries.setQueryData(opportunityQuery(page.id).queryKey, page)
    for (const answers of [expansion.list, expansion.totals, expansion.whiteSpace, expansion.rates])
      void queries.invalidateQueries({ queryKey: answers.key() })
  }
  const back = (taking: Promise<OpportunityPage>) =>
    taking.then(
      (page) => {
        show(page)
        toast(t('web:undone'))
      },
      (error: unknown) => toast(errorText(error), { tone: 'risk' }),
    )
  const reopen = ({ id, version }: OpportunityPage) => back(expansion.reopen.call({ id, version }))
  const closed = (page: OpportunityPage, told: string) => {
    show(page)
    toast(told, { undo: () => reopen(page) })
  }
  return {
    create: async (given: New) => {
      const page = await expansion.create.call(given)
      show(page)
      toast(t('new.told', { name: page.account.name }))
    },
    update: async ({ id, version }: OpportunityPage, change: Update) => {
      const page = await expansion.update.call({ id, version, ...change })
      show(page)
      if (page.version === version) return
      toast(t('web:saved'), { undo: () => back(expansion.undo.call({ id, version: page.version })) })
    },
    win: async ({ id, version }: OpportunityPage, sold: Sold) =>
      closed(await expansion.win.call({ id, version, sold }), t('winning.told')),
    lose: async ({ id, version }: OpportunityPage, loss: Losing) =>
      closed(await expansion.lose.call({ id, version, ...loss }), t('losing.told')),
    reopen,
  }
}
