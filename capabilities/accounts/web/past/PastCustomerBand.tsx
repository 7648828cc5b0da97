import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { PastBand } from '#web/ui/PastBand.tsx'
import type { Then } from './then.ts'

/** Says that a customer is shown as of a past day, and what that rests on. */
export function PastCustomerBand({
  day,
  then,
  onDay,
}: {
  day: string
  then: Then | undefined
  onDay: (day: string | null) => void
}) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const ground = then?.past?.ground
  const begins = ground?.begins ? format.dayPlain(ground.begins) : ''
  const words = () => {
    if (!ground || ground.from === 'history') return t('past.history')
    if (ground.from === 'month_end') return t('past.monthEnd', { day: format.dayPlain(ground.on), begins })
    return begins ? t('past.before', { begins }) : t('past.nothing')
  }
  return (
    <PastBand day={day} onDay={onDay}>
      <span>{words()}</span>
    </PastBand>
  )
}
