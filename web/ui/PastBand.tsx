import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Action, useActions } from '../actions/actions.ts'
import { useFormat } from '../session.ts'
import { Icon } from './Icon.tsx'
import styles from './PastBand.module.css'

/** One key leads into the past and back. */
const key = 'p'

/**
 * Says that what is shown is of a past day and for reading alone, of which day, and what it does not tell (`children`);
 * chooses another day and leads back to today (`onDay` with null). `min`: the first day that can be chosen.
 */
export function PastBand({
  day,
  min,
  onDay,
  children,
}: {
  day: string
  min?: string | null | undefined
  onDay: (day: string | null) => void
  children: ReactNode
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const [typed, setTyped] = useState(day)
  useEffect(() => setTyped(day), [day])
  const yesterday = format.addDays(format.today(), -1)
  const choose = (next: string) => {
    setTyped(next)
    // A year that is still being typed (0002) is no day to ask for.
    if (next >= '1990-01-01' && next <= yesterday) onDay(next)
  }
  usePastAction('past close', t('past.close'), () => onDay(null))
  return (
    <section className={styles.band} aria-label={t('past.label')}>
      <Icon name="clock" />
      <div className={styles.text} role="status">
        <strong>{t('past.title', { day: format.dayPlain(day) })}</strong>
        {children}
      </div>
      <TextInput
        type="date"
        size="xs"
        aria-label={t('past.day')}
        value={typed}
        max={yesterday}
        {...(min ? { min } : {})}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      <Button size="xs" variant="default" onClick={() => onDay(null)}>
        {t('past.close')}
      </Button>
    </section>
  )
}

/** Opens the past at a month ago. */
export function PastButton({ onDay }: { onDay: (day: string) => void }) {
  const { t } = useTranslation()
  const { addDays, today } = useFormat()
  const open = () => onDay(addDays(today(), -30))
  usePastAction('past open', t('past.open'), open)
  return (
    <Button variant="default" size="xs" leftSection={<Icon name="clock" size={14} />} onClick={open}>
      {t('past.open')}
    </Button>
  )
}

function usePastAction(id: string, label: string, run: () => void): void {
  const { t } = useTranslation()
  const latest = useRef(run)
  latest.current = run
  useActions(
    useMemo<Action[]>(
      () => [{ id, label, words: t('past.words'), keys: key, group: 'page', run: () => latest.current() }],
      [id, label, t],
    ),
  )
}
