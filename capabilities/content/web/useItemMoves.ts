import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { toast } from '#web/ui/toast.ts'
import { content, type Item, itemQuery } from './apis.ts'
import { said } from './words.tsx'

type New = Parameters<typeof content.create.call>[0]
type Update = Omit<Parameters<typeof content.update.call>[0], 'id'>

/** What can be done with items: shown at once, told with a way back. Forms are thrown what the server refused. */
export function useItemMoves() {
  const { t } = useTranslation(['content', 'web'])
  const { language } = useFormat()
  const queries = useQueryClient()
  const again = () => {
    void queries.invalidateQueries({ queryKey: content.list.key() })
    void queries.invalidateQueries({ queryKey: content.names.key() })
  }
  const show = (item: Item) => {
    queries.setQueryData(itemQuery(item.id).queryKey, item)
    again()
    return item
  }
  const tell = (error: unknown) => toast(errorText(error), { tone: 'risk' })
  const name = (item: Item) => said(item.definition.title, language)
  const forget = (item: Item) => () => content.remove.call({ id: item.id, removed: true }).then(again)
  return {
    show,
    create: async (given: New) => {
      const item = show(await content.create.call(given))
      toast(t('told.create'), { undo: forget(item) })
      return item
    },
    copy: async ({ id }: Item) => {
      try {
        const item = show(await content.copy.call({ id }))
        toast(t('told.copy', { title: name(item) }), { undo: forget(item) })
        return item
      } catch (error) {
        tell(error)
        return null
      }
    },
    update: async (item: Item, change: Update) => {
      const before = { ownerId: item.owner?.id ?? null, reviewOn: item.reviewOn }
      try {
        show(await content.update.call({ id: item.id, ...change }))
        toast(t('web:saved'), { undo: () => content.update.call({ id: item.id, ...before }).then(show) })
      } catch (error) {
        tell(error)
      }
    },
    retire: async ({ id }: Item, retired: boolean) => {
      try {
        const item = show(await content.retire.call({ id, retired }))
        const undo = () => content.retire.call({ id, retired: !retired }).then(show)
        toast(t(retired ? 'told.retire' : 'told.bringBack', { title: name(item) }), { undo })
      } catch (error) {
        tell(error)
      }
    },
    remove: async (item: Item) => {
      try {
        await content.remove.call({ id: item.id, removed: true })
        again()
        toast(t('told.remove', { title: name(item) }), {
          undo: () => content.remove.call({ id: item.id, removed: false }).then(again),
        })
        return true
      } catch (error) {
        tell(error)
        return false
      }
    },
    restore: async (item: Item, version: number) => {
      const { id, draft, definition } = item
      try {
        const next = show(await content.restore.call({ id, draft, version }))
        const undo = () => content.write.call({ id, draft: next.draft, definition }).then(show)
        toast(t('told.restore', { version }), { undo })
      } catch (error) {
        tell(error)
      }
    },
    publish: async (item: Item, note: string) => {
      const next = show(await content.publish.call({ id: item.id, draft: item.draft, note }))
      toast(t('told.publish', { version: next.version }))
    },
  }
}
