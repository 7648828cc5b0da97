import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { toast } from '#web/ui/toast.ts'
import { accounts, type Customer, customerQuery } from './apis.ts'

type Update = Parameters<typeof accounts.update.call>[0]
/** What is written about a customer; what is left out stays. */
export type CustomerChange = Omit<Update, 'id' | 'version'>

/**
 * Writes a change of a customer: shown at once, sent with the version that was seen, and offered to be undone. Where
 * the server refuses it, what stood before comes back and the reason is told.
 */
export function useCustomerChange(id: string) {
  const queries = useQueryClient()
  const { t } = useTranslation('customer')
  return useCallback(
    async (change: CustomerChange, guess: Partial<Customer['account']> = change as Partial<Customer['account']>) => {
      const key = customerQuery(id).queryKey
      const before = queries.getQueryData<Customer>(key)
      if (!before) return
      const put = (account: Partial<Customer['account']>) =>
        queries.setQueryData<Customer>(key, (now) => (now ? { ...now, account: { ...now.account, ...account } } : now))
      await queries.cancelQueries({ queryKey: key })
      put(guess)
      try {
        const { account, undo } = await accounts.update.call({ id, version: before.account.version, ...change })
        put(account)
        toast(t('saved'), {
          undo: async () => {
            const back = await accounts.update.call({ id, ...undo })
            put(back.account)
            await queries.invalidateQueries({ queryKey: key })
          },
        })
      } catch (error) {
        queries.setQueryData(key, before)
        toast(errorText(error), { tone: 'risk' })
      }
      void queries.invalidateQueries({ queryKey: key })
    },
    [id, queries, t],
  )
}
