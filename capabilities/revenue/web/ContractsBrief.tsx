import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Section } from '#web/ui/Section.tsx'
import { contractsQuery } from './apis.ts'
import styles from './Contracts.module.css'

/** The contracts in a few lines, for the side of the customer's page. */
export function ContractsBrief({ accountId }: { accountId: string }) {
  const { t } = useTranslation('revenue')
  const format = useFormat()
  const { data } = useQuery(contractsQuery(accountId))
  const active = data?.rows.filter((contract) => contract.state !== 'ended') ?? []
  return (
    <Section title={t('title')} note={data ? `MRR ${format.moneyShort(data.mrr)}` : undefined}>
      {data ? null : <BoneLines widths={[80, 60]} />}
      {data && active.length === 0 ? <p className="quiet">{t('none')}</p> : null}
      {active.map((contract) => (
        <div key={contract.id} className={styles.brief}>
          {contract.lines
            .filter((line) => !line.archivedAt && line.mrr !== null)
            .map((line) => (
              <div key={line.id} className={styles.briefLine}>
                <span className="clip">{[line.product, line.plan].filter((part) => part).join(' ')}</span>
                <span className="num">{t('perMonth', { amount: format.money(line.mrr) })}</span>
              </div>
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
