import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Section } from '#web/ui/Section.tsx'
import { revenue } from '../apis.ts'
import styles from './checks.module.css'
import { FindingLine } from './FindingLine.tsx'

/** What is wrong with the contracts of a customer; nothing where all is well. */
export function AccountFindings({ accountId }: { accountId: string }) {
  const { t } = useTranslation('revenue')
  const { data } = useQuery(revenue.checks.ofAccount.queryOptions({ input: { id: accountId } }))
  if (!data || data.rows.length === 0) return null
  return (
    <Section title={t('checks.title')} note={t('checks.count', { count: data.rows.length })}>
      <ul className={styles.findings}>
        {data.rows.map((finding) => (
          <FindingLine
            key={[finding.kind, finding.contract.id, finding.line?.id, finding.versionId, finding.other?.id].join(' ')}
            finding={finding}
          />
        ))}
      </ul>
    </Section>
  )
}
