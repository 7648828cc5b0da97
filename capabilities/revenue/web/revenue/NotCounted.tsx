import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { Scroll } from '#web/ui/Scroll.tsx'
import { measures, type Waterfall } from './apis.ts'
import { oneOf } from '#web/router/search.ts'
import { looksAtParts } from './Choices.tsx'
import { More } from './More.tsx'
import styles from './revenue.module.css'
import { tabs } from './search.ts'
import { useAsked } from './useAsked.ts'

/** What is in no figure, with why and how often, always in sight; it opens into the lines. */
export function NotCounted({ counts }: { counts: Waterfall['notCounted'] }) {
  const { t } = useTranslation('revenuePage')
  const { search, set } = useAsked()
  const shown = search.left === '1'
  // A line without the rates of many months is one line.
  const byReason = [...Map.groupBy(counts, ({ reason }) => reason)].map(([reason, rows]) => ({
    reason,
    lines:
      reason === 'no_rate' ? Math.max(...rows.map(({ lines }) => lines)) : rows.reduce((n, { lines }) => n + lines, 0),
  }))
  if (byReason.length === 0) return null
  const all = byReason.reduce((sum, { lines }) => sum + lines, 0)
  // What is paid once is apart from MRR by its nature: nothing is wrong where nothing else is left out.
  const asItShould = byReason.every(({ reason }) => reason === 'one_time')
  return (
    <div className={styles.left} data-quiet={asItShould || undefined}>
      <div className={styles.leftHead}>
        {asItShould ? (
          <span>{t('left.once', { count: all })}</span>
        ) : (
          <>
            <Icon name="warning" size={14} />
            <span>{t('left.count', { count: all })}</span>
            {byReason.map(({ reason, lines }) => (
              <Chip key={reason}>
                {t(`left.reasons.${reason}`)} {lines}
              </Chip>
            ))}
          </>
        )}
        <button
          type="button"
          className={styles.link}
          aria-expanded={shown}
          onClick={() => set({ left: shown ? '' : '1' })}
        >
          {shown ? t('left.hide') : t('left.show')}
        </button>
      </div>
      {shown ? <Lines /> : null}
    </div>
  )
}

function Lines() {
  const { t } = useTranslation('revenuePage')
  const format = useFormat()
  const { search, segment, within } = useAsked()
  const whose = looksAtParts(oneOf(search.tab, tabs)) ? within : segment
  const list = useInfiniteQuery(
    measures.notCounted.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...whose, limit: 50, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  const month = (text: string) => format.month(`${text}-01`)
  return (
    <>
      <Scroll label={t('left.title')}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('movements.customer')}</th>
              <th scope="col" className={styles.text}>
                {t('left.line')}
              </th>
              <th scope="col" className={styles.text}>
                {t('left.why')}
              </th>
            </tr>
          </thead>
          <tbody>
            {list.data?.pages
              .flatMap(({ rows }) => rows)
              .map(({ account, lineId, product, currency, reason, months }) => (
                <tr key={`${lineId} ${reason}`}>
                  <th scope="row">
                    <Link to="/customers/$id" params={{ id: account.id }} search={{ tab: 'contracts' }}>
                      {account.name}
                    </Link>
                  </th>
                  <td className={styles.text}>
                    {product} <span className="quiet">{currency}</span>
                  </td>
                  <td className={styles.text}>
                    {t(`left.reasons.${reason}`)}{' '}
                    {months ? (
                      <span className="quiet">
                        {t('left.months', {
                          first: month(months.first),
                          last: month(months.last),
                          count: months.count,
                        })}
                      </span>
                    ) : null}
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </Scroll>
      <More list={list} />
    </>
  )
}
