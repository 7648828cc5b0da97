import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { FigureTable } from '#web/table/FigureTable.tsx'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { MoreButton } from '#web/ui/MoreButton.tsx'
import { type BehindAsked, behindQuery } from './apis.ts'
import styles from './board.module.css'

/** The customers behind a figure, with when they came and went. */
export function BehindDialog({ asked, title, onClose }: { asked: BehindAsked; title: string; onClose: () => void }) {
  const { t } = useTranslation('following')
  const format = useFormat()
  const list = useInfiniteQuery(behindQuery(asked))
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Dialog opened onClose={onClose} title={title} size={760}>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <BoneLines widths={[100, 100, 100]} height={30} /> : null}
      {list.data && rows.length === 0 ? <p className="quiet">{t('board.empty')}</p> : null}
      {rows.length > 0 ? (
        <FigureTable
          label={title}
          heads={[
            t('behind.account'),
            t('behind.entered'),
            t('behind.left'),
            { end: t('behind.days') },
            { end: t('behind.percentile') },
            { end: t('behind.struggle') },
          ]}
        >
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row" className={styles.wraps}>
                  <Link to="/customers/$id" params={{ id: row.account.id }}>
                    {row.account.name}
                  </Link>
                  {row.reason ? <div className="quiet small">{row.reason}</div> : null}
                </th>
                <td className="num">{format.dayTable(row.enteredOn)}</td>
                <td className="num">{row.leftOn ? format.dayTable(row.leftOn) : t('behind.there')}</td>
                <td data-end>{format.number(row.days)}</td>
                <td data-end>{format.percent(row.percentile)}</td>
                <td data-end>{format.number(row.struggle)}</td>
              </tr>
            ))}
          </tbody>
        </FigureTable>
      ) : null}
      {list.hasNextPage ? (
        <MoreButton disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('board.more')}
        </MoreButton>
      ) : null}
    </Dialog>
  )
}
