import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { lastDayOf } from '#capabilities/revenue/core/calendar/month.ts'
import type { MovementKind } from '#capabilities/revenue/core/ledger/movement.ts'
import { type Format, formatFor } from '#web/i18n/format.ts'
import { useFormat, useMay, useSession } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { Scroll } from '#web/ui/Scroll.tsx'
import { Section } from '#web/ui/Section.tsx'
import { ledger, type Movement } from './apis.ts'
import { ExportMovements } from './ExportMovements.tsx'
import { More } from './More.tsx'
import styles from './revenue.module.css'
import { useAsked } from './useAsked.ts'

/** The movements behind a part of the waterfall, the largest first; each leads to the version of the line that caused it. */
export function Movements({
  from,
  to,
  kind,
  name,
  sum,
}: {
  /** First and last month. */
  from: string
  to: string
  kind: MovementKind | undefined
  name: string
  sum: { amount: number; accounts: number } | null
}) {
  const { t } = useTranslation('revenuePage')
  const format = useFormat()
  const { within, set } = useAsked()
  const [exporting, setExporting] = useState(false)
  const mayExport = useMay('accounts.export')
  const asked = { from: `${from}-01`, to: lastDayOf(to), ...(kind ? { kind } : {}), ...within }
  const list = useInfiniteQuery(
    ledger.movements.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...asked, limit: 50, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Section
      title={t('movements.title', { month: name, kind: kind ? t(`kinds.${kind}`) : t('movements.all') })}
      note={sum ? t('movements.sum', { amount: format.money(sum.amount), count: sum.accounts }) : null}
      actions={
        <>
          {mayExport ? (
            <Button
              variant="default"
              size="xs"
              leftSection={<Icon name="download" size={14} />}
              onClick={() => setExporting(true)}
            >
              {t('movements.export')}
            </Button>
          ) : null}
          <Button variant="subtle" size="xs" onClick={() => set({ at: '', kind: '' })}>
            {t('movements.close')}
          </Button>
        </>
      }
    >
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <BoneLines widths={[100, 100, 80]} height={32} /> : null}
      {list.data && rows.length === 0 ? <p className="quiet">{t('movements.none')}</p> : null}
      {rows.length > 0 ? <MovementTable rows={rows} withKind={!kind} label={t('waterfall.label')} /> : null}
      <More list={list} />
      {exporting ? <ExportMovements asked={asked} onClose={() => setExporting(false)} /> : null}
    </Section>
  )
}

/** Movements as a table; the amount leads to the version of the line. */
export function MovementTable({
  rows,
  withKind,
  label,
}: {
  rows: readonly Movement[]
  withKind: boolean
  label: string
}) {
  const { t } = useTranslation('revenuePage')
  const format = useFormat()
  return (
    <Scroll label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('movements.customer')}</th>
            <th scope="col">{t('movements.amount')}</th>
            <th scope="col" className={styles.text}>
              {t('movements.on')}
            </th>
            {withKind ? (
              <th scope="col" className={styles.text}>
                {t('movements.kind')}
              </th>
            ) : null}
            <th scope="col" className={styles.text}>
              {t('movements.product')}
            </th>
            <th scope="col">{t('movements.price')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.lineId} ${row.on} ${row.kind}`}>
              <th scope="row">
                <Link
                  to="/customers/$id"
                  params={{ id: row.account.id }}
                  search={{ tab: 'contracts' }}
                  hash={row.version.id}
                  title={t('movements.version', { account: row.account.name, on: format.dayPlain(row.on) })}
                >
                  {row.account.name}
                </Link>
              </th>
              <td>{signed(row.amount, format)}</td>
              <td className={styles.text}>{format.dayTable(row.on)}</td>
              {withKind ? <td className={styles.text}>{t(`kinds.${row.kind}`)}</td> : null}
              <td className={styles.text}>
                {row.product} {row.version.plan ? <span className="quiet">{row.version.plan}</span> : null}
              </td>
              <td>
                <Price row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

const signed = (amount: number, format: Format) => `${amount < 0 ? '−' : '+'}${format.money(Math.abs(amount))}`

/** The price that holds from that day on, in the currency it was agreed in. */
function Price({ row: { version, currency, kind, on } }: { row: Movement }) {
  const { t, i18n } = useTranslation('revenuePage')
  const { timeZone, fiscalStartMonth } = useSession().workspace
  const own = formatFor({ language: i18n.language === 'en' ? 'en' : 'ja', timeZone, currency, fiscalStartMonth })
  if (kind === 'churn') return <span className="quiet">{t('movements.ended', { on: own.dayTable(on) })}</span>
  const { amount, intervalMonths: count, intervalUnit } = version
  const [unit, every] =
    intervalUnit === 'month' && count % 12 === 0 ? (['year', count / 12] as const) : ([intervalUnit, count] as const)
  return (
    <>
      {t(every === 1 ? `movements.every_${unit}` : `movements.every_${unit}s`, {
        amount: own.money(amount),
        count: every,
      })}
    </>
  )
}
