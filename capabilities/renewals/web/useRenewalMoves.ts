import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { toast } from '#web/ui/toast.ts'
import { renewalQuery, type RenewalPage, renewals } from './apis.ts'

type Update = Omit<Parameters<typeof renewals.update.call>[0], 'id' | 'version'>
type Renewing = Omit<Parameters<typeof renewals.renew.call>[0], 'id' | 'version'>
type Losing = Omit<Parameters<typeof renewals.lose.call>[0], 'id' | 'version'>

/** What can be done with a renewal: shown at once, told with a way back. */
export function useRenewalMoves({ id, version }: Pick<RenewalPage, 'id' | 'version'>) {
  const { t } = useTranslation(['renewals', 'web'])
  const queries = useQueryClient()
  const show = (page: RenewalPage) => {
    queries.setQueryData(renewalQuery(page.id).queryKey, page)
    for (const answers of [renewals.list, renewals.totals, renewals.forecast, renewals.ofAccount])
      void queries.invalidateQueries({ queryKey: answers.key() })
  }
  const tell = (error: unknown) => {
    void queries.invalidateQueries({ queryKey: renewals.key() })
    toast(errorText(error), { tone: 'risk' })
  }
  const back = (taking: Promise<RenewalPage>) =>
    taking.then((page) => {
      show(page)
      toast(t('web:undone'))
    }, tell)
  const closed = (page: RenewalPage, told: string) => {
    show(page)
    toast(told, { undo: () => back(renewals.reopen.call({ id, version: page.version })) })
  }
  return {
    /** Judges it anew; an edit that says what is there already tells nothing. */
    update: (change: Update) =>
      renewals.update.call({ id, version, ...change }).then((page) => {
        show(page)
        if (page.version === version) return
        toast(t('web:saved'), { undo: () => back(renewals.undo.call({ id, version: page.version })) })
      }, tell),
    /** Throws what the server refused. */
    renew: async (next: Renewing) => {
      const page = await renewals.renew.call({ id, version, ...next })
      closed(page, t('renewing.told', { outcome: t(`outcomes.${page.outcome ?? 'renewed'}`) }))
    },
    /** Throws what the server refused. */
    lose: async (loss: Losing) => closed(await renewals.lose.call({ id, version, ...loss }), t('losing.told')),
    reopen: () =>
      renewals.reopen.call({ id, version }).then((page) => {
        show(page)
        toast(t('reopened'))
      }, tell),
  }
}
