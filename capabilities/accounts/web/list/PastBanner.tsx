import { Button, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Icon } from '#web/ui/Icon.tsx'
import type { Fact } from './apis.ts'
import styles from './CustomerList.module.css'

type Told = { day: string; begins: string | null; unknown: readonly string[] }

/** Says that the list is of a past day, of which one, what it does not tell, and leads back to today. */
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
  const [typed, setTyped] = useState(day)
  useEffect(() => setTyped(day), [day])
  const yesterday = format.addDays(format.today(), -1)
  const choose = (next: string) => {
    setTyped(next)
    // A year that is still being typed (0002) is no day to ask for.
    if (next >= '1990-01-01' && next <= yesterday) onDay(next)
  }
  const nameOf = (key: string) => {
    const fact = facts.get(key)
    return fact ? inLanguage(fact.label, format.language) : key
  }
  const unknown = (told?.unknown ?? []).filter((key) => key !== 'account.reading').map(nameOf)
  return (
    <section className={styles.past} aria-label={t('past.label')}>
      <Icon name="clock" />
      <div className={styles.pastText} role="status">
        <strong>{t('past.title', { day: format.dayPlain(day) })}</strong>
        <span>{t('past.text')}</span>
        {told && told.begins === null ? <span>{t('past.nothing')}</span> : null}
        {told?.begins && told.begins > day ? (
          <span>{t('past.before', { day: format.dayPlain(told.begins) })}</span>
        ) : null}
        {unknown.length > 0 ? (
          <span>{t('past.unknown', { facts: unknown.join(format.language === 'ja' ? '、' : ', ') })}</span>
        ) : null}
      </div>
      <TextInput
        type="date"
        size="xs"
        aria-label={t('past.day')}
        value={typed}
        max={yesterday}
        {...(told?.begins ? { min: told.begins } : {})}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      <Button size="xs" variant="default" onClick={() => onDay(null)}>
        {t('past.close')}
      </Button>
    </section>
  )
}
