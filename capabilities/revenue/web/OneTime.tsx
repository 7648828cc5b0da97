import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat, useMay } from '#web/session.ts'
import { FigureTable } from '#web/table/FigureTable.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { type Contract, type Line, revenue } from './apis.ts'
import styles from './Contracts.module.css'
import { LineMenu } from './LineTable.tsx'
import { useMoneyOf } from './words.ts'

type Apart = Awaited<ReturnType<typeof revenue.billedApart.call>>
type OnceLine = { contract: Contract; line: Line }

/** What is paid once, apart from what recurs: lines of contracts and items of invoices; and refunds that billing told of. */
export function OneTime({
  accountId,
  contracts,
  onHistory,
}: {
  accountId: string
  contracts: readonly Contract[]
  onHistory: (line: Line) => void
}) {
  const { t } = useTranslation('revenue')
  const { data, error, refetch } = useQuery(revenue.billedApart.queryOptions({ input: { id: accountId } }))
  const lines = contracts.flatMap((contract) =>
    contract.lines.flatMap((line) => (line.kind === 'one_time' && !line.archivedAt ? { contract, line } : [])),
  )
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  const [items, refunds] = [data?.items ?? [], data?.refunds ?? []]
  return (
    <>
      {lines.length + items.length > 0 ? (
        <Section title={t('once.title')} note={t('once.note')}>
          <OnceTable lines={lines} items={items} onHistory={onHistory} />
        </Section>
      ) : null}
      {refunds.length > 0 ? (
        <Section title={t('once.refunds')} note={t('once.refundsNote')}>
          <Refunds refunds={refunds} />
        </Section>
      ) : null}
    </>
  )
}

function OnceTable({
  lines,
  items,
  onHistory,
}: {
  lines: readonly OnceLine[]
  items: Apart['items']
  onHistory: (line: Line) => void
}) {
  const { t } = useTranslation('revenue')
  const format = useFormat()
  const may = useMay('accounts.write')
  return (
    <FigureTable
      label={t('once.title')}
      heads={[
        t('once.what'),
        t('once.on'),
        { end: t('line.quantity') },
        { end: t('line.amount') },
        t('once.source'),
        ...(may ? [{ unseen: t('line.actions') }] : []),
      ]}
      className={styles.lines}
      scroll={styles.lineScroll}
    >
      <tbody>
        {lines.map(({ contract, line }) => (
          <tr key={line.id}>
            <th scope="row">
              {line.product} {line.plan ? <span className="quiet">{line.plan}</span> : null}
            </th>
            <td>{format.dayTable(line.versions[0]?.startOn)}</td>
            <td data-end>{format.number(line.versions[0]?.quantity)}</td>
            <td data-end>
              <Money amount={line.versions[0]?.amount ?? null} currency={contract.currency} />
            </td>
            <td className={styles.source}>{contract.name ?? contract.externalId ?? t('unnamed')}</td>
            {may ? (
              <td data-end>
                <LineMenu contract={contract} line={line} onHistory={() => onHistory(line)} />
              </td>
            ) : null}
          </tr>
        ))}
        {items.map((item) => (
          <tr key={item.id}>
            <th scope="row">{item.what ?? t('once.unnamed')}</th>
            <td>{format.dayTable(item.on)}</td>
            <td data-end>{format.number(item.quantity)}</td>
            <td data-end>
              <Money amount={item.amount} currency={item.currency} />
            </td>
            <td className={styles.source}>{t('once.invoice', item)}</td>
            {may ? <td /> : null}
          </tr>
        ))}
      </tbody>
    </FigureTable>
  )
}

function Refunds({ refunds }: { refunds: Apart['refunds'] }) {
  const { t } = useTranslation('revenue')
  const format = useFormat()
  return (
    <FigureTable
      label={t('once.refunds')}
      heads={[t('once.of'), t('once.on'), { end: t('once.withTax') }, t('once.source')]}
      className={styles.lines}
      scroll={styles.lineScroll}
    >
      <tbody>
        {refunds.map((refund) => (
          <tr key={refund.id}>
            <th scope="row">
              {refund.products.length > 0 ? (
                refund.products.join(' / ')
              ) : (
                <span className="quiet">{t('once.noLine')}</span>
              )}
            </th>
            <td>{format.dayTable(refund.on)}</td>
            <td data-end>
              <Money amount={refund.amount} currency={refund.currency} />
            </td>
            <td className={styles.source}>{t('once.invoice', refund)}</td>
          </tr>
        ))}
      </tbody>
    </FigureTable>
  )
}

function Money({ amount, currency }: { amount: number | null; currency: string }) {
  return <>{useMoneyOf(currency)(amount)}</>
}
