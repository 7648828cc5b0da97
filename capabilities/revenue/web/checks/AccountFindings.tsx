import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '#web/ui/Section.tsx'
import { revenue } from '../apis.ts'
import styles from './checks.module.css'
import { FindingLine } from './FindingLine.tsx'

/** How many are shown before the rest is asked for: contracts stand below. */
const first = 3

/** What is wrong with the contracts of a customer; nothing where all is well. */
export function AccountFindings({ accountId }: { accountId: string }) {
  const { t } = useTranslation('revenue')
  const { data } = useQuery(revenue.checks.ofAccount.queryOptions({ input: { id: accountId } }))
  const [all, setAll] = useState(false)
  if (!data || data.rows.length === 0) return null
  const shown = all ? data.rows : data.rows.slice(0, first)
  return (
    <Section title={t('checks.title')} note={t('checks.count', { count: data.rows.length })}>
      <ul className={styles.findings}>
        {shown.map((finding) => (
          <FindingLine
            key={[finding.kind, finding.contract.id, finding.line?.id, finding.versionId, finding.other?.id].join(' ')}
            finding={finding}
          />
        ))}
      </ul>
      {shown.length < data.rows.length ? (
        <Button variant="subtle" size="xs" onClick={() => setAll(true)}>
          {t('checks.showAll')}
        </Button>
      ) : null}
    </Section>
  )
}
