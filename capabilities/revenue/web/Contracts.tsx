import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { Section } from '#web/ui/Section.tsx'
import { type Contract, type ContractsAnswer, contractsQuery, type Line } from './apis.ts'
import { AccountFindings } from './checks/AccountFindings.tsx'
import { ContractCard } from './ContractCard.tsx'
import { ContractDialog } from './ContractDialog.tsx'
import styles from './Contracts.module.css'
import { HistoryDialog } from './HistoryDialog.tsx'
import { OneTime } from './OneTime.tsx'
import { useAccountWhy, useSettled } from './useRevenueWhy.ts'
import { Why } from './Why.tsx'

/** What a customer pays, each figure with how it comes about. */
function Sums({ data }: { data: ContractsAnswer }) {
  const settled = useSettled()
  const why = useAccountWhy(data)
  const format = useFormat()
  return (
    <>
      <span>
        <span className="quiet">MRR</span>{' '}
        <strong className="num">
          {why.mrr ? <Why definition={why.mrr} settled={settled} /> : format.money(data.mrr)}
        </strong>
      </span>
      <span>
        <span className="quiet">ARR</span>{' '}
        <strong className="num">
          <Why definition={why.arr} settled={settled} />
        </strong>
      </span>
    </>
  )
}

/** The contracts of a customer: terms, lines, what each counts for in MRR, and what can be done with them. */
export function Contracts({ accountId }: { accountId: string }) {
  const { t } = useTranslation('revenue')
  const format = useFormat()
  const mayWrite = useMay('accounts.write')
  const [creating, setCreating] = useState(false)
  const [endedToo, setEndedToo] = useState(false)
  const { data, error, refetch } = useQuery(contractsQuery(accountId))
  const history = useHistoryOf(data?.rows ?? [])
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[40, 90, 90, 90]} />
  const add = mayWrite ? (
    <Button variant="default" size="xs" leftSection={<Icon name="plus" size={14} />} onClick={() => setCreating(true)}>
      {t('add')}
    </Button>
  ) : null
  const ended = data.rows.filter((contract) => contract.state === 'ended')
  const current = data.rows.filter((contract) => contract.state !== 'ended')
  const shown = endedToo || current.length === 0 ? [...current, ...ended] : current
  return (
    <>
      <div className={styles.sum}>
        <Sums data={data} />
        <span className="quiet small">{t('asOf', { day: format.day(data.asOf) })}</span>
        <span className={styles.end}>{data.rows.length > 0 ? add : null}</span>
      </div>
      <AccountFindings accountId={accountId} />
      {data.rows.length === 0 ? (
        <EmptyState icon="note" title={t('none')} action={add}>
          {t('noneText')}
        </EmptyState>
      ) : null}
      {shown.map((contract) => (
        <ContractCard
          key={contract.id}
          accountId={accountId}
          contract={contract}
          onHistory={(line) => history.show(line.versions.at(-1)?.id ?? null)}
        />
      ))}
      {shown.length < data.rows.length ? (
        <Button variant="subtle" size="xs" onClick={() => setEndedToo(true)}>
          {t('showEnded', { count: ended.length })}
        </Button>
      ) : null}
      <OneTime
        accountId={accountId}
        contracts={data.rows}
        onHistory={(line) => history.show(line.versions.at(-1)?.id ?? null)}
      />
      {data.churns.length > 0 ? (
        <Section title={t('churns')}>
          <ul className={styles.plain}>
            {data.churns.map((churn) => (
              <li key={churn.id}>
                <strong className="num">{format.dayTable(churn.churnedOn)}</strong> {churn.reason ?? ''}{' '}
                {churn.isReactivation ? <Chip tone="info">{t('reactivated')}</Chip> : null}
                {churn.feedback ? <p className="soft">{churn.feedback}</p> : null}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {creating ? <ContractDialog accountId={accountId} contract={null} onClose={() => setCreating(false)} /> : null}
      {history.line ? (
        <HistoryDialog line={history.line} at={history.version} onClose={() => history.show(null)} />
      ) : null}
    </>
  )
}

/** The line whose history is open: the address names one of its versions after the #, so that a figure can lead to it. */
function useHistoryOf(contracts: readonly Contract[]): {
  line: Line | null
  version: string
  show: (version: string | null) => void
} {
  const version = useLocation({ select: ({ hash }) => hash })
  const navigate = useNavigate()
  const lines = contracts.flatMap((contract) => contract.lines)
  return {
    line: lines.find((line) => line.versions.some(({ id }) => id === version)) ?? null,
    version,
    show: (to) => void navigate({ to: '.', search: true, hash: to ?? '', replace: true, resetScroll: false }),
  }
}
