import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Scroll } from '#web/ui/Scroll.tsx'
import { Section } from '#web/ui/Section.tsx'
import { coverage } from './apis.ts'
import figures from '../figures.module.css'

const states = ['measured', 'reported', 'blind'] as const

/** Of how many customers each link from use to result is measured, reported, or not known at all. */
export function CoveragePart() {
  const { t } = useTranslation('coverage')
  const format = useFormat()
  const may = useMay('fields.manage')
  const { data, error, refetch } = useQuery(coverage.all.queryOptions())
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[100, 100, 80]} height={40} />
  const { accounts, links } = data
  const settle = may ? (
    <Link to="/settings/$part" params={{ part: 'metrics' }}>
      {t('all.settle')}
    </Link>
  ) : null
  return (
    <Section title={t('all.title')} note={t('all.note', { count: accounts, shown: format.number(accounts) })}>
      {links.length === 0 ? (
        <EmptyState compact icon="pulse" action={settle}>
          {t('all.none')}
        </EmptyState>
      ) : (
        <Scroll label={t('all.title')}>
          <table className={figures.table}>
            <thead>
              <tr>
                <th scope="col">{t('all.link')}</th>
                {states.map((state) => (
                  <th key={state} scope="col" title={t(`stateHelp.${state}`)}>
                    {t(`states.${state}`)}
                  </th>
                ))}
                <th scope="col">{t('all.blindOf')}</th>
              </tr>
            </thead>
            <tbody>
              {links.map(({ key, label, ...counts }) => (
                <tr key={key}>
                  <th scope="row">{inLanguage(label, format.language)}</th>
                  {states.map((state) => (
                    <td key={state}>{format.number(counts[state])}</td>
                  ))}
                  <td>{accounts > 0 ? format.percent(Math.round((counts.blind / accounts) * 100)) : '—'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Section>
  )
}
