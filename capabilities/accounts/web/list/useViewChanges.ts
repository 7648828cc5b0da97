import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { toast } from '#web/ui/toast.ts'
import { accounts, viewsQuery } from './apis.ts'
import type { View } from './useListState.ts'

type Change = Omit<Parameters<typeof accounts.views.update.call>[0], 'id' | 'version'>

/** Saves and removes views; each can be undone. */
export function useViewChanges() {
  const { t } = useTranslation('list')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const refresh = () => queries.invalidateQueries({ queryKey: viewsQuery.queryKey })

  const update = async (view: View, change: Change) => {
    try {
      const { id, version, name, sharing, condition, columns, sort, groupBy } = view
      const saved = await accounts.views.update.call({ id, version, ...change })
      await refresh()
      await navigate({ to: '/customers', search: { view: id } })
      const undo = async () => {
        await accounts.views.update.call({
          id,
          version: saved.version,
          name,
          sharing,
          condition,
          columns: [...columns],
          sort,
          groupBy,
        })
        await refresh()
      }
      toast(t('views.saved', { view: saved.name }), { undo })
    } catch (error) {
      toast(errorText(error), { tone: 'risk' })
    }
  }

  const remove = async (view: View) => {
    try {
      const gone = await accounts.views.remove.call({ id: view.id })
      await navigate({ to: '/customers', search: {} })
      await refresh()
      const undo = async () => {
        const { name, sharing, condition, columns, sort, groupBy, position } = gone
        await accounts.views.create.call({ name, sharing, condition, columns, sort, groupBy, position })
        await refresh()
      }
      toast(t('views.removed', { view: view.name }), { undo })
    } catch (error) {
      toast(errorText(error), { tone: 'risk' })
    }
  }

  return { update, remove, refresh }
}
