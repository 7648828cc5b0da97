import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { PastBand } from '#web/ui/PastBand.tsx'
import type { accounts, Fact } from './apis.ts'

/** What is known of the past day that a list shows. */
export type Told = NonNullable<Awaited<ReturnType<typeof accounts.list.call>>['asOf']>

/** Says that the list is of a past day, what it stands on, and what it does not tell. */
export function PastBanner({
  day,
  told,
  facts,
  onDay,
}: {
  day: string
  told: Told | undefined
  facts: ReadonlyMap<string, Fact>
  onDay: (day: string | null) => void
}) {
  const { t } = useTranslation('list')
  const format = useFormat()
  const nameOf = (key: string) => {
    const fact = facts.get(key)
    return fact ? inLanguage(fact.label, format.language) : key
  }
  const { from, on, begins } = told?.ground ?? { from: 'history', on: day, begins: null }
  const unknown = (told?.unknown ?? []).filter((key) => key !== 'account.reading').map(nameOf)
  const since = begins ? format.dayPlain(begins) : ''
  return (
    <PastBand day={day} onDay={onDay}>
      {from === 'history' ? <span>{t('past.text')}</span> : null}
      {from === 'month_end' ? <span>{t('past.monthEnd', { day: format.dayPlain(on), begins: since })}</span> : null}
      {from === 'nothing' ? <span>{begins ? t('past.before', { day: since }) : t('past.nothing')}</span> : null}
      {unknown.length > 0 && from !== 'nothing' ? (
        <span>{t('past.unknown', { facts: unknown.join(format.language === 'ja' ? '、' : ', ') })}</span>
      ) : null}
    </PastBand>
  )
}
