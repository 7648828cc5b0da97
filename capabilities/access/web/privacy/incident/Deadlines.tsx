import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { Pair, Pairs, Section } from '#web/ui/Section.tsx'
import { privacy } from '../api.ts'
import styles from '../privacy.module.css'

/** By when the leak is to be reported, counted from the day it became known. */
export function Deadlines({ today }: { today: string }) {
  const { t } = useTranslation('privacy')
  const { dayPlain } = useFormat()
  const [knownOn, setKnownOn] = useState(today)
  const { data } = useQuery({
    ...privacy.incident.deadlines.queryOptions({ input: { knownOn } }),
    enabled: knownOn !== '',
  })
  return (
    <Section title={t('incident.report')} note={t('incident.reportNote')}>
      <TextInput
        className={styles.day}
        size="xs"
        type="date"
        label={t('incident.knownOn')}
        value={knownOn}
        onChange={(event) => setKnownOn(event.currentTarget.value)}
      />
      {data ? (
        <Pairs>
          <Pair name={t('incident.first')}>
            {t('incident.firstDays', { from: dayPlain(data.firstFrom), by: dayPlain(data.firstBy) })}
          </Pair>
          <Pair name={t('incident.full')}>{dayPlain(data.fullBy)}</Pair>
          <Pair name={t('incident.fullIfMeant')}>{dayPlain(data.fullByIfMeant)}</Pair>
        </Pairs>
      ) : null}
    </Section>
  )
}
