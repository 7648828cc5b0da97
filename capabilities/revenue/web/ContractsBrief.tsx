import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Section } from '#web/ui/Section.tsx'
import { type Contract, type ContractsAnswer, contractsQuery, type Line } from './apis.ts'
import styles from './Contracts.module.css'
import { useAccountWhy, useLineWhy, useSettled } from './useRevenueWhy.ts'
import { Why } from './Why.tsx'
import { useMoneyOf } from './words.ts'

/** The contracts in a few lines, for the side of the customer's page. */
export function ContractsBrief({ accountId }: { accountId: string }) {
  const { t } = useTranslation('revenue')
  const format = useFormat()
  const { data } = useQuery(contractsQuery(accountId))
  const active = data?.rows.filter((contract) => contract.state !== 'ended') ?? []
  return (
    <Section title={t('title')} note={data ? <Sum data={data} /> : undefined}>
      {data ? null : <BoneLines widths={[80, 60]} />}
      {data && active.length === 0 ? <p className="quiet">{t('none')}</p> : null}
      {active.map((contract) => (
        <div key={contract.id} className={styles.brief}>
          {contract.lines
            .filter((line) => !line.archivedAt && line.mrr !== null)
            .map((line) => (
              <BriefLine key={line.id} contract={contract} line={line} />
            ))}
          <div className="quiet small">
            {t('renewal')} {format.dayTable(contract.renewalOn)}
            {contract.noticeBy ? ` / ${t('noticeBy')} ${format.dayTable(contract.noticeBy)}` : ''}
          </div>
        </div>
      ))}
    </Section>
  )
}

/** What the customer pays a month in short, with how it comes about. */
function Sum({ data }: { data: ContractsAnswer }) {
  const format = useFormat()
  const settled = useSettled()
  const { mrr } = useAccountWhy(data)
  const short = format.moneyShort(data.mrr)
  return (
    <>
      MRR{' '}
      {mrr ? (
        <Why definition={mrr} settled={settled}>
          {short}
        </Why>
      ) : (
        short
      )}
    </>
  )
}

/** A line with what it counts for a month, and how. */
function BriefLine({ contract, line }: { contract: Contract; line: Line }) {
  const { t } = useTranslation('revenue')
  const money = useMoneyOf(contract.currency)
  const settled = useSettled()
  const why = useLineWhy(contract, settled)(line)
  const amount = t('perMonth', { amount: money(line.mrr) })
  return (
    <div className={styles.briefLine}>
      <span className="clip">{[line.product, line.plan].filter((part) => part).join(' ')}</span>
      <span className="num">
        {why ? (
          <Why definition={why} settled={settled}>
            {amount}
          </Why>
        ) : (
          amount
        )}
      </span>
    </div>
  )
}
