import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Action, useActions } from '#web/actions/actions.ts'
import { errorText } from '#web/problemText.ts'
import { useMay } from '#web/session.ts'
import { toast } from '#web/ui/toast.ts'
import { accounts, type Customer, customerQuery } from './apis.ts'
import styles from './Customer.module.css'

/** What can be done with the customer as a whole: archiving it and bringing it back. */
export function CustomerMenu({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customer')
  const queries = useQueryClient()
  const mayWrite = useMay('accounts.write')
  const { id, name, archivedAt } = customer.account
  const swap = useCallback(async () => {
    const turn = async (archive: boolean) => {
      await (archive ? accounts.archive : accounts.restore).call({ id })
      await queries.invalidateQueries({ queryKey: customerQuery(id).queryKey })
    }
    try {
      await turn(archivedAt === null)
      toast(t(archivedAt === null ? 'archivedDone' : 'restoredDone', { name }), {
        undo: () => turn(archivedAt !== null),
      })
    } catch (error) {
      toast(errorText(error), { tone: 'risk' })
    }
  }, [id, name, archivedAt, queries, t])
  const label = archivedAt ? t('restore') : t('archive')
  useActions(
    useMemo<Action[]>(
      () =>
        mayWrite
          ? [{ id: 'customer archive', label, words: t('actions.archiveWords'), group: 'page', run: () => void swap() }]
          : [],
      [mayWrite, label, swap, t],
    ),
  )
  return archivedAt && mayWrite ? (
    <button type="button" className={styles.moreButton} onClick={() => void swap()}>
      {label}
    </button>
  ) : null
}
