import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'

/** How many customers match, and the ARR of all of them. */
export function ListHead({
  total,
  waiting,
}: {
  total: { accounts: number; sums: Record<string, number> } | undefined
  waiting: boolean
}) {
  const { t } = useTranslation('list')
  const { t: frame } = useTranslation('web')
  const format = useFormat()
  if (!total) return <span aria-busy={waiting}>…</span>
  const sum = total.sums['contract.arr']
  return (
    <span className="num" role="status">
      {t('count', { count: total.accounts, shown: format.number(total.accounts) })}
      {sum === undefined ? null : (
        <span title={format.money(sum)}>
          {frame('sep')}
          {t('sum', { sum: format.moneyShort(sum) })}
        </span>
      )}
    </span>
  )
}
