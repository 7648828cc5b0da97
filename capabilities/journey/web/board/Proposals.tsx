import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { touchModelChoices } from '#capabilities/accounts/core/words.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { FigureTable } from '#web/table/FigureTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { following } from '../apis.ts'
import { useTakeOver } from './useTakeOver.ts'

/** What the map could say by the company's own history; with one click it stands in the map's draft. */
export function Proposals({ map }: { map: string | undefined }) {
  const { t } = useTranslation('following')
  const format = useFormat()
  const mayManage = useMay('journey.manage')
  const takeOver = useTakeOver()
  const { data } = useQuery(following.proposals.queryOptions({ input: map ? { map } : {} }))
  if (!data?.map) return null
  const isEnough = data.rows.some(({ passed }) => passed >= data.enough)
  const phase = (key: string) => data.phases.find((one) => one.key === key)?.label ?? { ja: key, en: key }
  const touch = (key: string) => touchModelChoices.find((one) => one.key === key)!.label
  return (
    <Section
      title={t('proposals.title')}
      note={data.workedOutOn ? t('proposals.note', { day: format.dayNear(data.workedOutOn) }) : null}
      actions={
        mayManage && isEnough ? (
          <Button size="xs" variant="default" onClick={() => void takeOver(data)}>
            {t('proposals.takeOver')}
          </Button>
        ) : null
      }
      flush
    >
      {data.rows.length === 0 ? <EmptyState compact>{t('proposals.none')}</EmptyState> : null}
      {data.rows.length > 0 ? (
        <FigureTable
          label={t('proposals.title')}
          heads={[
            t('proposals.phase'),
            ...(['passed', 'stays', 'now', 'median', 'p80', 'p95'] as const).map((one) => ({
              end: t(`proposals.${one}`),
              isStrong: one === 'median',
            })),
          ]}
        >
          <tbody>
            {data.rows.map((row) => {
              const isFew = row.passed < data.enough
              return (
                <tr key={`${row.phase} ${row.touch}`}>
                  <th scope="row">
                    {row.touch === null ? (
                      inLanguage(phase(row.phase), format.language)
                    ) : (
                      <span className="quiet">　{inLanguage(touch(row.touch), format.language)}</span>
                    )}
                  </th>
                  <td data-end>
                    {format.number(row.passed)}
                    {isFew ? <span className="quiet small"> {t('proposals.few')}</span> : null}
                  </td>
                  <td data-end>{format.number(row.stays)}</td>
                  <td data-end>{format.number(row.usualDays)}</td>
                  <td data-end data-strong={isFew ? undefined : true}>
                    {format.number(row.median)}
                  </td>
                  <td data-end>{format.number(row.p80)}</td>
                  <td data-end>{format.number(row.p95)}</td>
                </tr>
              )
            })}
          </tbody>
        </FigureTable>
      ) : null}
      {data.watchAt && data.stalledAt && isEnough ? (
        <p className="soft small" style={{ padding: '0 16px 10px' }}>
          {t('proposals.factors', {
            watch: format.number(data.watchAt.proposed),
            watchNow: format.number(data.watchAt.now),
            stalled: format.number(data.stalledAt.proposed),
            stalledNow: format.number(data.stalledAt.now),
            count: data.enough,
          })}
        </p>
      ) : null}
    </Section>
  )
}
