import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { lightWithoutDeep } from '#capabilities/journey/core/light.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { FigureTable } from '#web/table/FigureTable.tsx'
import { Bar } from '#web/ui/Because.tsx'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { following } from '../apis.ts'
import type { Asked } from './apis.ts'
import { conditionOf } from './search.ts'
import styles from './board.module.css'

/** What customers who are late miss, how many they are and for how long; `listed` is what a list of customers is asked for. */
export function Stuck({ asked, listed }: { asked: Asked; listed: Asked }) {
  const { t } = useTranslation('following')
  const format = useFormat()
  const { data, error, refetch } = useQuery(
    following.stuck.queryOptions({ input: asked, placeholderData: keepPreviousData }),
  )
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[100, 100, 100]} height={34} />
  const rows = data.rows.filter(({ milestone, stalled, watch }) => milestone.exit && stalled + watch > 0)
  const most = Math.max(1, ...rows.map(({ stalled, watch }) => stalled + watch))
  const open = (count: number, more: readonly string[]) =>
    count === 0 ? (
      <span className="quiet">0</span>
    ) : (
      <Link to="/customers" search={{ c: conditionOf(listed, more), sort: '-phase.days' }} className={styles.figure}>
        {format.number(count)}
      </Link>
    )
  const late = 'phase.lateness in ["watch", "stalled"]'
  return (
    <>
      <Section title={t('stuck.title')} note={t('stuck.note')} flush>
        {rows.length === 0 ? <EmptyState compact>{t('stuck.none')}</EmptyState> : null}
        {rows.length > 0 ? (
          <FigureTable
            label={t('stuck.title')}
            heads={[
              t('stuck.milestone'),
              { bar: t('stuck.late') },
              ...(['stalled', 'watch', 'missing', 'medianDays', 'ours', 'customer'] as const).map((one) => ({
                end: t(`stuck.${one}`),
              })),
            ]}
          >
            <tbody>
              {rows.map((row) => {
                const { phase, milestone } = row
                const here = [
                  `phase.key == ${JSON.stringify(phase.key)}`,
                  `${JSON.stringify(milestone.key)} in phase.missing`,
                ]
                const blocked = (side: string) => [...here, late, `journey.blocked_side in ["${side}", "both"]`]
                return (
                  <tr key={`${phase.key} ${milestone.key}`}>
                    <th scope="row" className={styles.wraps}>
                      {inLanguage(milestone.label, format.language)}{' '}
                      <span className="quiet small">{inLanguage(phase.label, format.language)}</span>
                    </th>
                    <td data-bar>
                      <Bar value={(100 * (row.stalled + row.watch)) / most} tone="risk" />
                    </td>
                    <td data-end data-strong>
                      {open(row.stalled, [...here, 'phase.lateness == "stalled"'])}
                    </td>
                    <td data-end>{open(row.watch, [...here, 'phase.lateness == "watch"'])}</td>
                    <td data-end title={t('stuck.ofThere', { count: row.there })}>
                      {open(row.missing, here)}
                    </td>
                    <td data-end>{format.number(row.medianDays === null ? null : Math.round(row.medianDays))}</td>
                    <td data-end>{open(row.blockedOurs, blocked('ours'))}</td>
                    <td data-end>{open(row.blockedCustomer, blocked('customer'))}</td>
                  </tr>
                )
              })}
            </tbody>
          </FigureTable>
        ) : null}
      </Section>
      <p className="soft small">
        {t('stuck.lightLead')}{' '}
        <Link
          to="/customers"
          search={{
            c: conditionOf(listed, [lightWithoutDeep]),
            sort: '-journey.days_since_last_phase',
          }}
        >
          {t('stuck.light')}
        </Link>
      </p>
    </>
  )
}
