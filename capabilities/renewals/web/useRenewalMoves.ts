import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { toast } from '#web/ui/toast.ts'
import { renewalQuery, type RenewalPage, renewals } from './apis.ts'

type Update = Omit<Parameters<typeof renewals.update.call>[0], 'id' | 'version'>
type Renewing = Omit<Parameters<typeof renewals.renew.call>[0], 'id' | 'version'>
type Losing = Omit<Parameters<typeof renewals.lose.call>[0], 'id' | 'version'>

/** Edits go to the server one after the other: each is made on the version that the one before has made. */
let sending: Promise<void> = Promise.resolve()

/** The fields that an edit names. */
function given(change: Update): Partial<RenewalPage> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}

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
    /** Judges it anew, seen at once; an edit that says what is there already tells nothing. */
    update: (change: Update) => {
      const { queryKey } = renewalQuery(id)
      queries.setQueryData<RenewalPage>(queryKey, (page) => (page ? { ...page, ...given(change) } : page))
      const send = async () => {
        const seen = queries.getQueryData<RenewalPage>(queryKey)?.version ?? version
        const page = await renewals.update.call({ id, version: seen, ...change })
        show(page)
        if (page.version === seen) return
        toast(t('web:saved'), { undo: () => back(renewals.undo.call({ id, version: page.version })) })
      }
      sending = sending.then(send).catch(tell)
      return sending
    },
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
