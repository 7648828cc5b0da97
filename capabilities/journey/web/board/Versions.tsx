import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { FigureTable } from '#web/table/FigureTable.tsx'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { following } from '../apis.ts'
import type { Asked } from './apis.ts'
import { TenureCells } from './Time.tsx'
import { conditionOf } from './search.ts'
import styles from './board.module.css'

/** How customers got on under each version of the map; `listed` is what a list of customers is asked for. */
export function Versions({ asked, listed }: { asked: Asked; listed: Asked }) {
  const { t } = useTranslation('following')
  const format = useFormat()
  const { data, error, refetch } = useQuery(
    following.versions.queryOptions({ input: asked, placeholderData: keepPreviousData }),
  )
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[60, 100, 100]} height={34} />
  if (data.versions.length === 0) return <EmptyState compact>{t('versions.none')}</EmptyState>
  const heads = (['stays', 'there', 'passed', 'back', 'median', 'p90'] as const).map((one) => ({
    end: t(`time.${one}`),
    isStrong: one === 'median',
  }))
  const of = (version: number, more: readonly string[] = []) => [`journey.map_version == ${version}`, ...more]
  const open = (count: number, more: readonly string[]) => (
    <Link to="/customers" search={{ c: conditionOf(listed, more) }} className={styles.figure}>
      {t('board.accounts', { count })}
    </Link>
  )
  return (
    <>
      {data.versions.length === 1 ? <p className="soft small">{t('versions.only')}</p> : null}
      <Section title={t('versions.title')} note={t('versions.note')} flush>
        <FigureTable
          label={t('versions.title')}
          heads={[
            t('versions.version'),
            t('versions.published'),
            { end: t('versions.now') },
            { end: t('stuck.stalled') },
            t('versions.change'),
          ]}
          endsInWords
        >
          <tbody>
            {data.versions.map(({ version, publishedOn, accounts, stalled, note }) => (
              <tr key={version}>
                <th scope="row">{t('versions.of', { version })}</th>
                <td className="num">{format.dayTable(publishedOn)}</td>
                <td data-end>{open(accounts, of(version))}</td>
                <td data-end>{open(stalled, of(version, ['phase.lateness == "stalled"']))}</td>
                <td>{note ?? '—'}</td>
              </tr>
            ))}
          </tbody>
        </FigureTable>
      </Section>
      {data.phases.map((phase) => (
        <Section key={phase.key} title={inLanguage(phase.label, format.language)} flush>
          <FigureTable label={inLanguage(phase.label, format.language)} heads={[t('versions.version'), ...heads]}>
            <tbody>
              {data.versions.map(({ version, phases }) => {
                const tenure = phases.find((one) => one.phase === phase.key)
                if (!tenure) return null
                const name = t('versions.of', { version })
                return (
                  <tr key={version}>
                    <th scope="row">{name}</th>
                    <TenureCells
                      tenure={tenure}
                      name={name}
                      asked={{ ...asked, phase: phase.key, by: 'version', key: String(version) }}
                    />
                  </tr>
                )
              })}
            </tbody>
          </FigureTable>
        </Section>
      ))}
    </>
  )
}
