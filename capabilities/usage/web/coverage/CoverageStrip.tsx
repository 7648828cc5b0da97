import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import { type Coverage, coverage } from './apis.ts'
import styles from './coverage.module.css'
import { Reported } from './Reported.tsx'
import { ReportForm } from './ReportForm.tsx'

/** The chain from use to result of a customer: each link measured, reported or unknown. Nothing where no chain is followed. */
export function CoverageStrip({ accountId }: { accountId: string }) {
  const { t } = useTranslation('coverage')
  const format = useFormat()
  const may = useMay('accounts.write')
  const { data } = useQuery(coverage.account.queryOptions({ input: { id: accountId } }))
  if (!data || data.links.length === 0) return null
  return (
    <Section
      title={t('title')}
      note={data.blindShare === null ? null : t('blindShare', { percent: format.percent(data.blindShare) })}
    >
      <Strip links={data.links} />
      <Question links={data.links} />
      {may ? <ReportForm accountId={accountId} links={data.links} /> : null}
      <Reported coverage={data} may={may} />
    </Section>
  )
}

function Strip({ links }: { links: Coverage['links'] }) {
  const { t } = useTranslation('coverage')
  const format = useFormat()
  return (
    <ol className={styles.strip}>
      {links.map(({ key, label, state, lastOn }) => (
        <li key={key} className={styles.link} data-state={state} title={t(`stateHelp.${state}`)}>
          <span className={styles.name}>{inLanguage(label, format.language)}</span>
          <span className={styles.state}>{t(`states.${state}`)}</span>
          {lastOn ? <span className={styles.last}>{t('last', { day: format.dayTable(lastOn) })}</span> : null}
        </li>
      ))}
    </ol>
  )
}

/** One short question to the operator: about the first link of which nobody knows anything. */
function Question({ links }: { links: Coverage['links'] }) {
  const { t } = useTranslation('coverage')
  const { language } = useFormat()
  const first = links.find((link) => link.state === 'blind')
  if (!first) return null
  return (
    <p className={styles.question}>
      <span className="quiet small">{t('question')}</span> {t('ask', { link: inLanguage(first.label, language) })}
    </p>
  )
}
