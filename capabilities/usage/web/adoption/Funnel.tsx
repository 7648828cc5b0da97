import { Button, NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { oneOf } from '#web/router/search.ts'
import { useFormat } from '#web/session.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { Section } from '#web/ui/Section.tsx'
import styles from './adoption.module.css'
import { adoption, metrics } from './apis.ts'
import { readSteps, useAsked } from './useAsked.ts'

const withins = ['28', '1', '7', '14', '90', '182'] as const
const counted = ['accounts', 'users'] as const
const most = 6

/** How many got from one event to the next, and where they stop. */
export function Funnel() {
  const { t } = useTranslation('adoption')
  const arrived = useQuery(metrics.events.queryOptions())
  const [asked, set] = useAsked()
  const steps = readSteps(asked.steps)
  const setSteps = (next: readonly string[]) => set({ steps: JSON.stringify(next) })
  const within = oneOf(asked.within, withins)
  const of = oneOf(asked.of, counted)
  const events = steps.filter((step) => step !== '')
  const { data, error, refetch } = useQuery({
    ...adoption.funnel.queryOptions({ input: { events, within: Number(within), of, days: 182 } }),
    enabled: events.length > 1,
    placeholderData: keepPreviousData,
  })
  const names = [...new Set(arrived.data?.events.map((one) => one.event))]
  return (
    <Section title={t('funnel.title')}>
      <div className={styles.steps}>
        {steps.map((step, at) => (
          <div key={at} className={styles.step}>
            <NativeSelect
              size="xs"
              label={t('funnel.step', { n: at + 1 })}
              value={step}
              onChange={(event) => {
                const chosen = event.currentTarget.value
                setSteps(steps.map((one, i) => (i === at ? chosen : one)))
              }}
              data={[{ value: '', label: t('funnel.choose') }, ...names]}
            />
            {steps.length > 2 ? (
              <button
                type="button"
                className={styles.remove}
                aria-label={t('funnel.remove', { n: at + 1 })}
                onClick={() => setSteps(steps.filter((_, i) => i !== at))}
              >
                <Icon name="close" />
              </button>
            ) : null}
          </div>
        ))}
        {steps.length < most ? (
          <Button size="xs" variant="default" onClick={() => setSteps([...steps, ''])}>
            {t('funnel.add')}
          </Button>
        ) : null}
      </div>
      <div className={styles.steps}>
        <NativeSelect
          size="xs"
          label={t('funnel.within')}
          value={within}
          onChange={(event) => set({ within: event.currentTarget.value })}
          data={withins.map((value) => ({ value, label: t('funnel.withinDays', { count: Number(value) }) }))}
        />
        <NativeSelect
          size="xs"
          label={t('funnel.of')}
          value={of}
          onChange={(event) => set({ of: event.currentTarget.value })}
          data={counted.map((value) => ({ value, label: t(`retention.${value}`) }))}
        />
      </div>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {events.length < 2 ? <p className="quiet small">{t('funnel.hint')}</p> : null}
      {events.length > 1 && data ? <Bars steps={data.steps} /> : null}
    </Section>
  )
}

function Bars({ steps }: { steps: readonly { event: string; reached: number }[] }) {
  const { t } = useTranslation('adoption')
  const format = useFormat()
  const first = steps[0]?.reached ?? 0
  const percent = (part: number, whole: number) => format.percent(Math.round((part / whole) * 1000) / 10)
  if (first === 0) return <p className="quiet">{t('funnel.nobody')}</p>
  return (
    <ol className={styles.funnel} aria-label={t('funnel.title')}>
      {steps.map(({ event, reached }, at) => {
        const before = steps[at - 1]?.reached ?? 0
        return (
          <li key={at}>
            <div className={styles.funnelHead}>
              <span>{event}</span>
              <b>{t('funnel.reached', { shown: format.number(reached), percent: percent(reached, first) })}</b>
            </div>
            <div className={styles.bar} aria-hidden="true">
              <i style={{ width: `${(reached / first) * 100}%` }} />
            </div>
            {at > 0 && before > 0 ? (
              <div className="quiet small">{t('funnel.lost', { percent: percent(reached, before) })}</div>
            ) : null}
          </li>
        )
      })}
    </ol>
  )
}
