import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { toast } from '#web/ui/toast.ts'
import { revenue } from '../apis.ts'
import { catalogue, type Named } from './apis.ts'

/** What can be done with a name of the catalogue without asking further; each can be taken back. */
export function useCatalogueMoves() {
  const { t } = useTranslation('products')
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: revenue.key() })
  const say = ({ product, plan, entry }: Named, archived: boolean) =>
    catalogue.put.call({ product, plan, kind: entry.kind, price: entry.price, archived })
  const run = (work: () => Promise<unknown>) => {
    void work()
      .catch((error: unknown) => toast(errorText(error), { tone: 'risk' }))
      .then(refresh)
  }
  /** Tells what was done, with the way back. */
  const done = async (told: string, undo: () => Promise<unknown>) => {
    toast(told, { undo: () => undo().then(refresh) })
    await refresh()
  }
  const archive = (of: Named, archived: boolean) =>
    run(async () => {
      await say(of, archived)
      await done(t(archived ? 'done.archived' : 'done.restored', { name: of.entry.name }), () => say(of, !archived))
    })
  const remove = (of: Named) =>
    run(async () => {
      await catalogue.remove.call({ product: of.product, plan: of.plan })
      await done(t('done.removed', { name: of.entry.name }), async () => {
        await say(of, false)
        const success = 'success' in of.entry ? of.entry.success : null
        if (success) await catalogue.putSuccess.call({ product: of.product, success, version: 0 })
      })
    })
  const shift = (of: Named, names: readonly string[], by: number) =>
    run(async () => {
      const order = names.filter((name) => name !== of.entry.name)
      order.splice(names.indexOf(of.entry.name) + by, 0, of.entry.name)
      await catalogue.order.call({ product: of.plan === null ? null : of.product, names: order })
    })
  return { archive, remove, shift, done }
}
