import { useQuery } from '@tanstack/react-query'
import { useFormat } from '#web/session.ts'
import { contractsQuery } from './apis.ts'
import { useAccountWhy, useSettled } from './useRevenueWhy.ts'
import { Why } from './Why.tsx'

/** A customer's ARR as it is shown elsewhere, with how it comes about as soon as its contracts are known. */
export function AccountArr({ accountId, value }: { accountId: string; value: number | null }) {
  const shown = useFormat().money(value)
  const { data } = useQuery(contractsQuery(accountId))
  const settled = useSettled()
  const { arr } = useAccountWhy(data ?? { rows: [], mrr: 0, arr: 0 })
  if (!data || data.arr === 0) return shown
  return (
    <Why definition={arr} settled={settled}>
      {shown}
    </Why>
  )
}
