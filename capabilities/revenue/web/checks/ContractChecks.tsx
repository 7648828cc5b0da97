import { Button, NativeSelect } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type FindingKind, findingKinds } from '#capabilities/revenue/core/check.ts'
import { findingLabels } from '#capabilities/revenue/core/findingLabels.ts'
import type { checksPath as ChecksPath } from '#capabilities/revenue/contract/checks.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { revenue } from '../apis.ts'
import styles from './checks.module.css'
import { FindingLine } from './FindingLine.tsx'
import { MissingRates } from './MissingRates.tsx'

/** `checksPath` of the contract; imported as text, so that the schemas stay out of the browser. */
const checksPath = '/api/v1/contract-checks/export' satisfies typeof ChecksPath
const kinds = Object.keys(findingKinds) as FindingKind[]

/** What is wrong with the contracts of all customers, with the exchange rates that are missing. */
export function ContractChecks() {
  const { t } = useTranslation('revenue')
  const { language } = useFormat()
  const mayExport = useMay('accounts.export')
  const [kind, setKind] = useState<FindingKind | ''>('')
  const asked = kind === '' ? {} : { kind }
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    revenue.checks.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...asked, ...(cursor === undefined ? {} : { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const rows = data?.pages.flatMap((page) => page.rows) ?? []
  const query = new URLSearchParams({ ...asked, encoding: 'utf-8', locale: language })
  return (
    <>
      <p className="quiet" style={{ margin: '0 0 12px' }}>
        {t('checks.lead')}
      </p>
      <div className={styles.tools}>
        <NativeSelect
          size="xs"
          label={t('checks.kind')}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as FindingKind | '')}
          data={[
            { value: '', label: t('checks.all') },
            ...kinds.map((value) => ({ value, label: inLanguage(findingLabels[value], language) })),
          ]}
        />
        {mayExport && rows.length > 0 ? (
          <Button component="a" variant="default" size="xs" href={`${checksPath}?${query}`} download>
            {t('checks.export')}
          </Button>
        ) : null}
      </div>
      <MissingRates />
      <Section title={t('checks.title')}>
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
        {data || error ? null : <BoneLines widths={[70, 90, 60, 70]} height={40} />}
        {data && rows.length === 0 ? (
          <EmptyState compact icon="check">
            {t('checks.none')}
          </EmptyState>
        ) : null}
        <ul className={styles.findings}>
          {rows.map((finding) => (
            <FindingLine
              key={[finding.kind, finding.contract.id, finding.line?.id, finding.versionId, finding.other?.id].join(
                ' ',
              )}
              finding={finding}
              lead={
                <Link to="/customers/$id" params={{ id: finding.account.id }} search={{ tab: 'contracts' }}>
                  {finding.account.name}
                </Link>
              }
            />
          ))}
        </ul>
        {hasNextPage ? (
          <Button variant="subtle" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('checks.more')}
          </Button>
        ) : null}
      </Section>
    </>
  )
}
