import { NativeSelect, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Bars } from '#web/chart/Bars.tsx'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { GradeMark } from '#web/ui/Chip.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { health } from './apis.ts'
import { Past } from './Past.tsx'
import { Parts } from './proof/Parts.tsx'
import styles from './health.module.css'

type Tested = Awaited<ReturnType<typeof health.backTest.call>>

const horizons = [30, 90, 180]

/**
 * What scores were worth, against who left afterwards: those that were shown, or what today's scorecards would have shown
 * by what was known then, also before Banso was there.
 */
export function BackTest() {
  const { t } = useTranslation('health')
  const format = useFormat()
  const [days, setDays] = useState(90)
  const [of, setOf] = useState<'shown' | 'replayed'>('shown')
  const tested = useQuery(health.backTest.queryOptions({ input: { days, of } }))
  const { data } = tested
  const span =
    data?.from && data.to ? t('backTest.span', { from: format.month(data.from), to: format.month(data.to) }) : null
  return (
    <Section
      title={t('backTest.title')}
      note={span}
      actions={
        <NativeSelect
          size="xs"
          aria-label={t('backTest.within')}
          value={String(days)}
          onChange={(event) => setDays(Number(event.target.value))}
          data={horizons.map((one) => ({
            value: String(one),
            label: `${t('backTest.within')} ${t('backTest.days', { days: one })}`,
          }))}
        />
      }
    >
      <SegmentedControl
        size="xs"
        mb={10}
        aria-label={t('backTest.of')}
        value={of}
        onChange={(value) => setOf(value)}
        data={[
          { value: 'shown', label: t('backTest.ofShown') },
          { value: 'replayed', label: t('backTest.ofReplayed') },
        ]}
      />
      {of === 'replayed' ? <Past /> : null}
      {tested.error ? <ErrorState error={tested.error} onRetry={() => void tested.refetch()} /> : null}
      {data || tested.error ? null : <BoneLines widths={[80, 60, 90]} height={28} />}
      {data ? <Result tested={data} /> : null}
      {data && data.judged > 0 ? <Parts days={days} of={of} /> : null}
    </Section>
  )
}

function Result({ tested }: { tested: Tested }) {
  const { t, i18n } = useTranslation('health')
  const format = useFormat()
  const { discrimination, missing, lost, unjudged, accounts, judged, leadDays, days, silent } = tested
  const language = i18n.language === 'en' ? 'en' : 'ja'
  const percent = (share: number) => format.percent(Math.round(share * 100))
  if (!discrimination)
    return (
      <p className={styles.lead}>
        {tested.from === null
          ? t('backTest.tooYoung', { days })
          : t('backTest.tooFew', { count: missing, lost: format.number(lost) })}
      </p>
    )
  const { auc, low, high } = discrimination
  return (
    <>
      <p className={styles.lead}>
        <b>{t('backTest.auc', { share: percent(auc) })}</b>{' '}
        {t('backTest.aucMeans', { low: percent(low), high: percent(high) })}
      </p>
      <p className={`soft ${styles.lead}`}>
        {t('backTest.ground', {
          accounts: format.number(accounts),
          judged: format.number(judged),
          lost: format.number(lost),
        })}
        {unjudged > 0 ? t('backTest.unjudged', { count: unjudged }) : ''}
        {leadDays === null ? '' : leadDays > 0 ? t('backTest.lead', { days: leadDays }) : t('backTest.noLead')}
      </p>
      {silent.length > 0 ? (
        <p className={`soft ${styles.lead}`}>
          {t('backTest.silent', { facts: silent.map(({ label }) => label[language]).join(t('backTest.listed')) })}
        </p>
      ) : null}
      <Hits tested={tested} />
      <Bars
        label={t('backTest.deciles')}
        points={tested.deciles.map(({ captured }, at) => ({
          label: t('backTest.decile', { upTo: (at + 1) * 10 }),
          value: Math.round(captured * 100),
        }))}
        format={format.percent}
      />
    </>
  )
}

/** Of the scores with each grade: how many customers left, and how many times the usual share that is. */
function Hits({ tested: { grades } }: { tested: Tested }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  const all = grades.reduce((sum, { judged }) => sum + judged, 0)
  const usual = grades.reduce((sum, { lost }) => sum + lost, 0) / all
  return (
    <table className={styles.measures}>
      <thead>
        <tr>
          <th scope="col">{t('backTest.grade')}</th>
          <th scope="col" className={styles.figure}>
            {t('backTest.judged')}
          </th>
          <th scope="col" className={styles.figure}>
            {t('backTest.left')}
          </th>
          <th scope="col" className={styles.figure}>
            {t('backTest.share')}
          </th>
          <th scope="col" className={styles.figure}>
            {t('backTest.lift')}
          </th>
        </tr>
      </thead>
      <tbody>
        {grades
          .filter(({ judged }) => judged > 0)
          .map(({ grade, judged, lost }) => (
            <tr key={grade}>
              <td>
                <GradeMark grade={grade} />
              </td>
              <td className={styles.figure} data-name={t('backTest.judged')}>
                {format.number(judged)}
              </td>
              <td className={styles.figure} data-name={t('backTest.left')}>
                {format.number(lost)}
              </td>
              <td className={styles.figure} data-name={t('backTest.share')}>
                {format.percent(Math.round((1000 * lost) / judged) / 10)}
              </td>
              <td className={styles.figure} data-name={t('backTest.lift')}>
                {t('backTest.times', { times: format.number(Math.round((10 * lost) / judged / usual) / 10) })}
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}
