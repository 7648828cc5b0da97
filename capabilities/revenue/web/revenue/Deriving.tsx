import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { Bar } from '#web/ui/Because.tsx'
import { ledger, measures } from './apis.ts'
import styles from './revenue.module.css'

const often = 1000 // ms between two looks while histories are derived

/** How far the movements of all customers are derived anew; when they are, what is shown follows. */
export function Deriving() {
  const { t } = useTranslation('revenuePage')
  const format = useFormat()
  const queries = useQueryClient()
  const { data } = useQuery(
    measures.deriving.queryOptions({
      refetchInterval: ({ state }) => ((state.data?.owed ?? 0) > 0 ? often : false),
    }),
  )
  const owed = data?.owed ?? 0
  const was = useRef(0)
  useEffect(() => {
    if (was.current > 0 && owed === 0)
      for (const key of [ledger.key(), measures.key()]) void queries.invalidateQueries({ queryKey: key })
    was.current = owed
  }, [owed, queries])
  if (!data || owed === 0) return null
  return (
    <div className={styles.deriving} role="status">
      <span>{t('deriving', { owed: format.number(owed), of: format.number(data.accounts) })}</span>
      <Bar value={((data.accounts - owed) / Math.max(1, data.accounts)) * 100} />
    </div>
  )
}
