import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '../i18n/i18n.ts'
import { useFormat, useSession } from '../session.ts'
import { Icon } from '../ui/Icon.tsx'
import styles from './ViewingBar.module.css'

/** On top of every page while one looks as somebody else would: as whom, since when, and the way back. */
export function ViewingBar({ onEnd }: { onEnd: () => void }) {
  const { t } = useTranslation()
  const { viewing } = useSession()
  const format = useFormat()
  const [ending, setEnding] = useState(false)
  useAnew(viewing)
  if (!viewing) return null
  const name = inLanguage(viewing.label, format.language)
  const times = { since: format.clock(viewing.since), until: format.clock(viewing.until) }
  const end = () => {
    setEnding(true)
    onEnd()
  }
  return (
    <section className={styles.bar} aria-label={t('viewing.label')}>
      <Icon name="eye" />
      <p className={styles.text} role="status">
        <strong className="clip">{t(viewing.as === 'person' ? 'viewing.person' : 'viewing.role', { name })}</strong>
        <span>{t('viewing.times', times)}</span>
      </p>
      <Button size="compact-sm" variant="default" loading={ending} onClick={end}>
        {t('viewing.end')}
      </Button>
    </section>
  )
}

type Viewing = ReturnType<typeof useSession>['viewing']

/** Goes to the first page once a view begins, ends or its time is over, also from another tab: what is shown was seen with other eyes. */
function useAnew(viewing: Viewing): void {
  const begun = useRef(viewing?.since)
  useEffect(() => {
    if (begun.current !== viewing?.since) location.assign('/')
  }, [viewing?.since])
  const until = viewing?.until
  useEffect(() => {
    if (!until) return
    const timer = setTimeout(() => location.assign('/'), Math.max(Date.parse(until) - Date.now(), 0) + 1000)
    return () => clearTimeout(timer)
  }, [until])
}
