import { Button, NativeSelect } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '#web/ui/Section.tsx'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { cockpit } from '../apis.ts'
import type { Tried } from './apis.ts'
import { draftOf, type RuleValues } from './ruleForm.ts'
import styles from './rules.module.css'
import { TriedResult } from './TriedResult.tsx'

const periods = [90, 180, 365, 730]
const horizons = [30, 60, 90, 180]

/** The draft tried on the company's own past, with what it would have raised and missed. */
export function TryOut({
  values,
  id,
  allowed,
  tried,
  stale,
  onTried,
}: {
  values: RuleValues
  /** The rule that the draft is to replace. */
  id: string | undefined
  allowed: boolean
  tried: Tried | null
  /** The draft was changed after it was tried. */
  stale: boolean
  onTried: (result: Tried) => void
}) {
  const { t } = useTranslation('rules')
  const [days, setDays] = useState(180)
  const [horizon, setHorizon] = useState(90)
  const run = useMutation({
    mutationFn: () => {
      const { condition, scope, holdDays, coolDownDays } = draftOf(values, 'ja')
      const draft = { condition, scope, holdDays: whole(holdDays), coolDownDays: whole(coolDownDays) }
      return cockpit.rules.replay.call({ ...draft, days, horizon, ...(id ? { id } : {}) })
    },
    onSuccess: onTried,
  })
  return (
    <Section title={t('tryOut.title')}>
      {tried ? null : <p className={`soft ${styles.help}`}>{t('tryOut.lead')}</p>}
      <div className={styles.tryBar}>
        <Choice label={t('tryOut.period')} value={days} onChange={setDays} choices={periods} word="days" />
        <Choice label={t('tryOut.horizon')} value={horizon} onChange={setHorizon} choices={horizons} word="within" />
        <Button
          variant={tried && !stale ? 'default' : 'filled'}
          loading={run.isPending}
          disabled={!allowed}
          onClick={() => run.mutate()}
        >
          {tried ? t('tryOut.again') : t('tryOut.run')}
        </Button>
      </div>
      {allowed ? null : (
        <p className={styles.help}>{t(values.condition.trim() === '' ? 'tryOut.blank' : 'tryOut.wrong')}</p>
      )}
      {run.error ? <ErrorState error={run.error} onRetry={() => run.mutate()} /> : null}
      <div role="status" aria-live="polite">
        {run.isPending && !tried ? <span className="visually-hidden">{t('tryOut.running')}</span> : null}
        {tried && stale && !run.isPending ? <p className={styles.stale}>{t('tryOut.stale')}</p> : null}
      </div>
      {run.isPending && !tried ? <BoneLines widths={[90, 70, 100]} height={28} /> : null}
      {tried ? (
        <div data-stale={stale || undefined} className={styles.result} aria-busy={run.isPending}>
          <TriedResult tried={tried} days={days} />
        </div>
      ) : null}
    </Section>
  )
}

const whole = (value: number) => (Number.isFinite(value) ? Math.max(0, Math.round(value)) : 0)

function Choice({
  label,
  value,
  onChange,
  choices,
  word,
}: {
  label: string
  value: number
  onChange: (value: number) => void
  choices: readonly number[]
  word: 'days' | 'within'
}) {
  const { t } = useTranslation('rules')
  return (
    <NativeSelect
      size="xs"
      label={label}
      value={String(value)}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
      data={choices.map((days) => ({ value: String(days), label: t(`tryOut.${word}`, { days }) }))}
    />
  )
}
