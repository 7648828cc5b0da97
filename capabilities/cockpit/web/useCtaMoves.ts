import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { toast } from '#web/ui/toast.ts'
import { type Cta, cockpit, type Today, type TodayItem } from './apis.ts'

type Outcome = NonNullable<Cta['closed']>['outcome']

/** Shows a changed CTA at once wherever it stands, and has the lists asked for again. */
function show(queries: QueryClient, cta: Cta): void {
  const isGone = cta.status !== 'open'
  const put = (items: readonly TodayItem[]) =>
    items.flatMap((item) => (item.id !== cta.id ? [item] : isGone ? [] : [{ ...item, ...cta }]))
  queries.setQueriesData<Today>({ queryKey: cockpit.today.key() }, (today) =>
    today ? { ...today, items: put(today.items), parked: put(today.parked) } : today,
  )
  queries.setQueriesData<{ ctas: Cta[] }>({ queryKey: cockpit.ctas.ofAccount.key() }, (list) =>
    list ? { ctas: list.ctas.map((one) => (one.id === cta.id ? cta : one)) } : list,
  )
  void queries.invalidateQueries({ queryKey: cockpit.key() })
}

/** What can be done with CTAs: shown at once, told with a way back. Each throws what the server refused. */
export function useCtaMoves() {
  const { t } = useTranslation(['cockpit', 'web'])
  const format = useFormat()
  const queries = useQueryClient()
  const refresh = () => void queries.invalidateQueries({ queryKey: cockpit.key() })
  const tell = (error: unknown) => {
    refresh()
    toast(errorText(error), { tone: 'risk' })
  }

  const made = (cta: Cta, told: string) => {
    show(queries, cta)
    const undo = () =>
      cockpit.ctas.undo.call({ id: cta.id, version: cta.version }).then((back) => {
        show(queries, back)
        toast(t('web:undone'))
      }, tell)
    toast(told, { undo })
    return cta
  }

  return {
    tell,
    close: async ({ id, version }: Cta, outcome: Outcome, note: string) =>
      made(await cockpit.ctas.close.call({ id, version, outcome, ...(note ? { note } : {}) }), t('done.told')),
    snooze: async ({ id, version }: Cta, until: string, reason: string) =>
      made(
        await cockpit.ctas.snooze.call({ id, version, until, ...(reason ? { reason } : {}) }),
        t('snooze.told', { day: format.dayNear(until) }),
      ),
    delegate: async ({ id, version }: Cta, ownerId: string | null) => {
      const cta = await cockpit.ctas.delegate.call({ id, version, ownerId })
      return made(cta, cta.owner ? t('delegate.told', { name: cta.owner.name }) : t('delegate.toldNobody'))
    },
    pin: async ({ id, version }: Cta, pinned: boolean) =>
      made(await cockpit.ctas.pin.call({ id, version, pinned }), pinned ? t('pinned.told') : t('pinned.toldOff')),
    reopen: async ({ id, version }: Cta) => made(await cockpit.ctas.reopen.call({ id, version }), t('reopened')),
    update: async (change: Parameters<typeof cockpit.ctas.update.call>[0]) =>
      made(await cockpit.ctas.update.call(change), t('edit.told')),
    create: async (given: Parameters<typeof cockpit.ctas.create.call>[0]) =>
      made(await cockpit.ctas.create.call(given), t('create.told')),
  }
}
