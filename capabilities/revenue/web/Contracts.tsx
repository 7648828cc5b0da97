import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { Pair, Pairs, Section } from '#web/ui/Section.tsx'
import { type Contract, contractsQuery } from './apis.ts'
import { ContractDialog } from './ContractDialog.tsx'
import styles from './Contracts.module.css'
import { LineTable } from './LineTable.tsx'

/** The contracts of a customer: terms, lines, and what each counts for in MRR. */
export function Contracts({ accountId }: { accountId: string }) {
  const { t } = useTranslation('revenue')
  const format = useFormat()
  const mayWrite = useMay('accounts.write')
  const [creating, setCreating] = useState(false)
  const { data, error, refetch } = useQuery(contractsQuery(accountId))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[40, 90, 90, 90]} />
  const add = mayWrite ? (
    <Button variant="default" size="xs" leftSection={<Icon name="plus" size={14} />} onClick={() => setCreating(true)}>
      {t('add')}
    </Button>
  ) : null
  return (
    <>
      <div className={styles.sum}>
        <span>
          <span className="quiet">MRR</span> <strong className="num">{format.money(data.mrr)}</strong>
        </span>
        <span>
          <span className="quiet">ARR</span> <strong className="num">{format.money(data.arr)}</strong>
        </span>
        <span className="quiet small">{t('asOf', { day: format.day(data.asOf) })}</span>
        <span className={styles.end}>{add}</span>
      </div>
      {data.rows.length === 0 ? (
        <EmptyState icon="note" title={t('none')}>
          {t('noneText')}
        </EmptyState>
      ) : null}
      {data.rows.map((contract) => (
        <ContractCard key={contract.id} accountId={accountId} contract={contract} />
      ))}
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
    </>
  )
}

function ContractCard({ accountId, contract }: { accountId: string; contract: Contract }) {
  const { t } = useTranslation('revenue')
  const format = useFormat()
  const mayWrite = useMay('accounts.write')
  const [editing, setEditing] = useState(false)
  const left = contract.renewalOn
    ? Math.round((Date.parse(contract.renewalOn) - Date.parse(format.today())) / 86_400_000)
    : null
  return (
    <Section
      title={
        <>
          {contract.name ?? contract.externalId ?? t('unnamed')}{' '}
          <Chip tone={contract.state === 'active' ? 'healthy' : 'plain'}>{t(`states.${contract.state}`)}</Chip>
        </>
      }
      note={contract.externalId && contract.name ? contract.externalId : undefined}
      actions={
        mayWrite ? (
          <Button variant="subtle" size="xs" onClick={() => setEditing(true)}>
            {t('edit')}
          </Button>
        ) : null
      }
    >
      <Pairs>
        <Pair name={t('term')}>
          {format.dayPlain(contract.startOn)} —{' '}
          {contract.endOn ? format.dayPlain(format.addDays(contract.endOn, -1)) : t('openEnded')}
        </Pair>
        <Pair name={t('renewal')}>
          {contract.renewalOn ? (
            <>
              {format.dayPlain(contract.renewalOn)}{' '}
              {left === null ? null : <span className="quiet">{t('inDays', { count: left })}</span>}
            </>
          ) : (
            '—'
          )}
          {contract.autoRenews === null ? null : (
            <span className="quiet"> {contract.autoRenews ? t('auto') : t('notAuto')}</span>
          )}
        </Pair>
        {contract.noticeBy ? <Pair name={t('noticeBy')}>{format.day(contract.noticeBy)}</Pair> : null}
      </Pairs>
      <LineTable contract={contract} />
      {editing ? <ContractDialog accountId={accountId} contract={contract} onClose={() => setEditing(false)} /> : null}
    </Section>
  )
}
