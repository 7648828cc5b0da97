import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { FactValue } from '#web/ui/FactValue.tsx'
import { Section } from '#web/ui/Section.tsx'
import { health } from '../apis.ts'
import styles from '../health.module.css'

type Level = Awaited<ReturnType<typeof health.studies.levels.call>>['levels'][number]

/** Facts that pile up before customers leave: where they stood then, against those who stayed. */
export function Levels() {
  const { t } = useTranslation('proof')
  const format = useFormat()
  const found = useQuery(health.studies.levels.queryOptions({}))
  const { data } = found
  const told = data?.levels.filter((level) => level.found) ?? []
  const missing = Math.min(...(data?.levels.map((level) => level.missing) ?? [0]))
  return (
    <Section
      title={t('levels.title')}
      note={data?.learntAt ? t('levels.at', { day: format.day(format.dayOfInstant(data.learntAt)) }) : null}
    >
      <p className={`soft ${styles.lead}`}>{t('levels.lead')}</p>
      {found.error ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : null}
      {data || found.error ? null : <BoneLines widths={[80, 60, 90]} height={28} />}
      {data && data.learntAt === null ? <p>{t('levels.none')}</p> : null}
      {data?.learntAt && told.length === 0 ? (
        <p>{missing > 0 ? t('levels.tooFew', { count: missing }) : t('levels.none')}</p>
      ) : null}
      {told.length > 0 ? <Table levels={told} /> : null}
    </Section>
  )
}

function Table({ levels }: { levels: readonly Level[] }) {
  const { t } = useTranslation('proof')
  const format = useFormat()
  const columns = ['lost', 'stayed', 'auc'] as const
  return (
    <table className={styles.measures}>
      <thead>
        <tr>
          <th scope="col">{t('levels.fact')}</th>
          {columns.map((column) => (
            <th key={column} scope="col" className={styles.figure}>
              {t(`levels.column.${column}`)}
            </th>
          ))}
          <th scope="col">{t('levels.column.says')}</th>
        </tr>
      </thead>
      <tbody>
        {levels.map(({ fact, worse, found }) => (
          <tr key={fact.key}>
            <td>{inLanguage(fact.label, format.language)}</td>
            {(['lost', 'stayed'] as const).map((side) => {
              const { low, median, high } = found![side]
              return (
                <td key={side} className={styles.figure} data-name={t(`levels.column.${side}`)}>
                  <FactValue fact={fact} value={median} />
                  <div className="quiet small">
                    {t('levels.half', { low: format.number(low), high: format.number(high) })}
                  </div>
                </td>
              )
            })}
            <td className={styles.figure} data-name={t('levels.column.auc')}>
              {format.percent(Math.round(found!.auc * 100))}
            </td>
            <td className={styles.verdict} data-verdict={found!.tells ? 'tells' : 'nothing'}>
              {t(found!.tells ? `levels.says.${worse}` : 'levels.says.nothing')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
