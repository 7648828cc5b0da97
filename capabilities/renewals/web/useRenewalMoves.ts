import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { toast } from '#web/ui/toast.ts'
import { renewalQuery, type RenewalPage, renewals } from './apis.ts'

type Seen = Pick<RenewalPage, 'id' | 'version'>
type Update = Omit<Parameters<typeof renewals.update.call>[0], 'id' | 'version'>
type Renewing = Omit<Parameters<typeof renewals.renew.call>[0], 'id' | 'version'>
type Losing = Omit<Parameters<typeof renewals.lose.call>[0], 'id' | 'version'>

/** Edits go to the server one after the other: each is made on the version that the one before has made. */
let sending: Promise<void> = Promise.resolve()

/** The fields that an edit names. */
function given(change: Update): Partial<RenewalPage> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}

/** Shows what a change made of a renewal, wherever it stands. */
function show(queries: QueryClient, page: RenewalPage): void {
  queries.setQueryData(renewalQuery(page.id).queryKey, page)
  const { list, totals, columns, calendar, forecast, ofAccount } = renewals
  for (const answers of [list, totals, columns, calendar, forecast, ofAccount])
    void queries.invalidateQueries({ queryKey: answers.key() })
}

function tell(queries: QueryClient, error: unknown): void {
  void queries.invalidateQueries({ queryKey: renewals.key() })
  toast(errorText(error), { tone: 'risk' })
}

/** Takes a change back, and says so. */
function useBack() {
  const { t } = useTranslation('web')
  const queries = useQueryClient()
  return (taking: Promise<RenewalPage>) =>
    taking.then(
      (page) => {
        show(queries, page)
        toast(t('undone'))
      },
      (error: unknown) => tell(queries, error),
    )
}

/** Judges a renewal anew, seen at once; an edit that says what is there already tells nothing. `told` is what was done, in words. */
export function useUpdate() {
  const { t } = useTranslation('web')
  const queries = useQueryClient()
  const back = useBack()
  return ({ id, version }: Seen, change: Update, told = t('saved')): Promise<void> => {
    const { queryKey } = renewalQuery(id)
    queries.setQueryData<RenewalPage>(queryKey, (page) => (page ? { ...page, ...given(change) } : page))
    const send = async () => {
      const seen = Math.max(queries.getQueryData<RenewalPage>(queryKey)?.version ?? 0, version)
      const page = await renewals.update.call({ id, version: seen, ...change })
      show(queries, page)
      if (page.version === seen) return
      toast(told, { undo: () => back(renewals.undo.call({ id, version: page.version })) })
    }
    sending = sending.then(send).catch((error: unknown) => tell(queries, error))
    return sending
  }
}

/** What can be done with a renewal: shown at once, told with a way back. */
export function useRenewalMoves(renewal: Seen) {
  const { id, version } = renewal
  const { t } = useTranslation('renewals')
  const queries = useQueryClient()
  const [update, back] = [useUpdate(), useBack()]
  const closed = (page: RenewalPage, told: string) => {
    show(queries, page)
    toast(told, { undo: () => back(renewals.reopen.call({ id, version: page.version })) })
  }
  return {
    update: (change: Update) => update(renewal, change),
    /** Throws what the server refused. */
    renew: async (next: Renewing) => {
      const page = await renewals.renew.call({ id, version, ...next })
      closed(page, t('renewing.told', { outcome: t(`outcomes.${page.outcome ?? 'renewed'}`) }))
    },
    /** Throws what the server refused. */
    lose: async (loss: Losing) => closed(await renewals.lose.call({ id, version, ...loss }), t('losing.told')),
    reopen: () =>
      renewals.reopen.call({ id, version }).then(
        (page) => {
          show(queries, page)
          toast(t('reopened'))
        },
        (error: unknown) => tell(queries, error),
      ),
  }
}
