import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ReasonKey } from '#capabilities/revenue/core/reconcile/reason.ts'
import { reasonLabels, toldIn } from '#capabilities/revenue/core/reconcile/words.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Scroll } from '#web/ui/Scroll.tsx'
import { Section } from '#web/ui/Section.tsx'
import { More } from '../More.tsx'
import styles from '../revenue.module.css'
import { type ReconciledRow, reconciliations } from './apis.ts'
import own from './Reconcile.module.css'
import { signed } from './ReasonTable.tsx'

/** Both figures of each customer, the largest difference first, and what tells it; a customer leads to its contracts. */
export function Differences({ id, reason }: { id: string; reason: ReasonKey | undefined }) {
  const { t } = useTranslation('reconcile')
  const { language } = useFormat()
  const list = useInfiniteQuery(
    reconciliations.rows.infiniteOptions({
      input: (cursor: string | undefined) => ({
        id,
        limit: 100,
        ...(reason ? { reason } : {}),
        ...(cursor ? { cursor } : {}),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Section title={t('rows.title')} note={reason ? reasonLabels[reason][language] : null} flush>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <BoneLines widths={[100, 100, 80]} height={32} /> : null}
      {list.data && rows.length === 0 ? <p className="quiet">{t('rows.none')}</p> : null}
      {rows.length > 0 ? (
        <Scroll label={t('rows.title')}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('rows.customer')}</th>
                <th scope="col">{t('rows.ours')}</th>
                <th scope="col">{t('rows.theirs')}</th>
                <th scope="col">{t('rows.difference')}</th>
                <th scope="col" className={styles.text}>
                  {t('rows.why')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Difference key={`${row.account?.id} ${row.name} ${row.line}`} row={row} />
              ))}
            </tbody>
          </table>
        </Scroll>
      ) : null}
      <More list={list} />
    </Section>
  )
}

function Difference({ row: { account, name, line, lines, ours, theirs, difference, told } }: { row: ReconciledRow }) {
  const { t } = useTranslation('reconcile')
  const format = useFormat()
  const { language } = format
  const sentence = toldIn(told, {
    language,
    day: format.dayPlain,
    month: (month) => format.month(`${month}-01`),
  })
  const where = line === null ? null : t(lines === 1 ? 'rows.line' : 'rows.lines', { line, count: lines })
  return (
    <tr>
      <th scope="row">
        {account ? (
          <Link
            to="/customers/$id"
            params={{ id: account.id }}
            search={{ tab: 'contracts' }}
            title={t('rows.contracts', { account: account.name })}
          >
            {account.name}
          </Link>
        ) : (
          <span>
            {name} <span className="quiet">{t('rows.nobody')}</span>
          </span>
        )}
      </th>
      <td>{format.money(ours)}</td>
      <td title={where ?? undefined}>{theirs === null ? <span className="quiet">—</span> : format.money(theirs)}</td>
      <td>{signed(difference, format.money)}</td>
      <td className={styles.text}>
        <div className={own.told}>
          <span>{reasonLabels[told.reason][language]}</span>
          <span className="quiet small">{[sentence, where].filter(Boolean).join(' · ')}</span>
        </div>
      </td>
    </tr>
  )
}
