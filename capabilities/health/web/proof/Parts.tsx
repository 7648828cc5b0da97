import { NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Tenure, tenures } from '#capabilities/health/core/proof/tenure.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { health } from '../apis.ts'
import styles from '../health.module.css'

type Parts = Awaited<ReturnType<typeof health.backTestParts.call>>
type Part = Parts['parts'][number]

/** What the back-test comes to for each measure, or for customers of one kind and another, the worst first. */
export function Parts({ days, of }: { days: number; of: 'shown' | 'replayed' }) {
  const { t } = useTranslation('proof')
  const { language } = useFormat()
  const [asked, setAsked] = useState('measure')
  const by = of === 'shown' && asked === 'measure' ? 'tenure' : asked
  const found = useQuery({
    ...health.backTestParts.queryOptions({ input: { days, of, by } }),
    placeholderData: keepPreviousData,
  })
  const { data } = found
  const ways = [
    ...(of === 'replayed' ? [{ value: 'measure', label: t('parts.byMeasure') }] : []),
    { value: 'tenure', label: t('parts.byTenure') },
    ...(data?.choices ?? []).map(({ key, label }) => ({
      value: key,
      label: t('parts.byKind', { name: inLanguage(label, language) }),
    })),
  ]
  return (
    <>
      <div className={styles.partsHead}>
        <h3>{t('parts.title')}</h3>
        <NativeSelect
          size="xs"
          aria-label={t('parts.by')}
          value={by}
          onChange={(event) => setAsked(event.target.value)}
          data={ways}
        />
      </div>
      {found.error ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : null}
      {data || found.error ? null : <BoneLines widths={[80, 60, 90]} height={28} />}
      {data ? <Told parts={data} /> : null}
    </>
  )
}

function Told({ parts: { by, parts, asOfToday } }: { parts: Parts }) {
  const { t } = useTranslation('proof')
  const [told, few] = [parts.filter((one) => one.discrimination), parts.filter((one) => !one.discrimination)]
  if (parts.length === 0) return <p className="quiet">{t('parts.none')}</p>
  return (
    <>
      <p className="soft small">
        {t(by === 'measure' ? 'parts.measures' : 'parts.kinds')} {asOfToday ? t('parts.asOfToday') : null}
      </p>
      {told.length > 0 ? <Table parts={told} /> : <p className={styles.lead}>{t('parts.allFew')}</p>}
      {few.length > 0 ? (
        <details className={styles.rest}>
          <summary>{t('parts.few', { count: few.length })}</summary>
          <ul className={styles.reasons}>
            {few.map((part) => (
              <li key={part.key}>
                <span>
                  <Name part={part} among={few} />
                </span>
                <span className="quiet">{t('parts.needed', { count: part.missing })}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  )
}

function Table({ parts }: { parts: readonly Part[] }) {
  const { t } = useTranslation('proof')
  const format = useFormat()
  const percent = (share: number) => format.percent(Math.round(share * 100))
  const columns = ['auc', 'accounts', 'lost', 'verdict'] as const
  return (
    <table className={styles.measures}>
      <thead>
        <tr>
          <th scope="col">{t('parts.column.name')}</th>
          {columns.map((column) => (
            <th key={column} scope="col" className={column === 'verdict' ? undefined : styles.figure}>
              {t(`parts.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => {
          const { auc, low, high } = part.discrimination!
          return (
            <tr key={part.key}>
              <td>
                <Name part={part} among={parts} />
              </td>
              <td className={styles.figure} data-name={t('parts.column.auc')}>
                {t('parts.auc', { share: percent(auc), low: percent(low), high: percent(high) })}
              </td>
              <td className={styles.figure} data-name={t('parts.column.accounts')}>
                {format.number(part.accounts)}
              </td>
              <td className={styles.figure} data-name={t('parts.column.lost')}>
                {format.number(part.lost)}
              </td>
              <td className={styles.verdict} data-verdict={part.verdict}>
                {part.verdict ? t(`parts.verdict.${part.verdict}`) : null}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** A part by name; a measure with its card, where there are several. */
function Name({ part, among }: { part: Part; among: readonly Part[] }) {
  const nameOf = usePartName()
  const { language } = useFormat()
  const cards = new Set(among.flatMap(({ card }) => card?.ja ?? []))
  return (
    <>
      {nameOf(part)}
      {part.card && cards.size > 1 ? <span className="quiet small"> {inLanguage(part.card, language)}</span> : null}
    </>
  )
}

const isTenure = (key: string): key is Tenure => (tenures as readonly string[]).includes(key)

function usePartName(): (part: Part) => string {
  const { t } = useTranslation('proof')
  const { language } = useFormat()
  return ({ key, label }) => {
    if (key === null) return t('parts.unknown')
    if (label) return inLanguage(label, language)
    if (isTenure(key)) return t(`parts.tenure.${key}`)
    return key === '…' ? t('parts.others') : key
  }
}
