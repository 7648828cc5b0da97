import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { GradeShape } from '#web/ui/Chip.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Scroll } from '#web/ui/Scroll.tsx'
import { FilterBar } from '#web/ui/FilterBar.tsx'
import { type WhiteSpace as Answer, whiteSpaceQuery } from './apis.ts'
import styles from './expansion.module.css'
import { Filter, OwnerFilter } from './Filters.tsx'
import { type Begun, NewDialog } from './NewDialog.tsx'
import { type ExpansionSearch, spaceOf } from './search.ts'

type Row = Answer['rows'][number]
type Product = Answer['products'][number]

/** Who has what of all that is sold, and what the next could bring; an empty field is where an opportunity begins. */
export function WhiteSpace({ search }: { search: ExpansionSearch }) {
  const { t } = useTranslation(['expansion', 'renewals'])
  const mayImport = useMay('imports.run')
  const format = useFormat()
  const [begun, setBegun] = useState<Begun | null>(null)
  const asked = useMemo(() => spaceOf(search), [search])
  const query = useInfiniteQuery(whiteSpaceQuery(asked))
  const pages = query.data?.pages
  const [first] = pages ?? []
  const rows = useMemo(() => pages?.flatMap((page) => page.rows) ?? [], [pages])
  const isFiltered = search.owner !== undefined || search.product !== undefined
  return (
    <>
      <FilterBar label={t('filters.label')}>
        <OwnerFilter search={search} />
        <Filter
          name="product"
          label={t('space.lacks')}
          value={search.product ?? ''}
          search={search}
          choices={[
            { value: '', label: t('space.lacksAny') },
            ...(first?.products ?? []).map(({ product }) => ({
              value: product,
              label: t('space.lacksOne', { product }),
            })),
          ]}
        />
        {first ? <span className="quiet num">{t('space.total', { count: first.total })}</span> : null}
      </FilterBar>
      {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <BoneLines widths={[60, 100, 100, 100]} height={34} /> : null}
      {first && rows.length === 0 ? (
        <EmptyState
          icon="chart"
          compact={isFiltered}
          action={mayImport && !isFiltered ? <Link to="/imports">{t('renewals:empty.button')}</Link> : undefined}
        >
          {isFiltered ? t('empty.filtered') : t('space.empty')}
        </EmptyState>
      ) : null}
      {first && rows.length > 0 ? (
        <>
          <Scroll label={t('views.space')} className={styles.matrixFrame}>
            <table className={styles.matrix}>
              <thead>
                <tr>
                  <th scope="col">{t('columns.account')}</th>
                  {first.products.map((one) => (
                    <th key={one.product} scope="col" title={one.product}>
                      {one.product}
                      <span className="quiet num">
                        {t('space.customers', { count: one.customers })}
                        {one.usualArr === null ? null : ` · ${format.moneyShort(one.usualArr)}`}
                      </span>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <SpaceRow key={row.account.id} row={row} products={first.products} onBegin={setBegun} />
                ))}
              </tbody>
            </table>
          </Scroll>
          {query.hasNextPage ? (
            <p className={styles.moreRows}>
              <Button
                variant="default"
                size="xs"
                loading={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {t('space.more')}
              </Button>
            </p>
          ) : null}
          <p className={styles.foot}>{t(first.products.length === 1 ? 'space.one' : 'space.how')}</p>
        </>
      ) : null}
      {begun ? <NewDialog begun={begun} onClose={() => setBegun(null)} /> : null}
    </>
  )
}

function SpaceRow({
  row,
  products,
  onBegin,
}: {
  row: Row
  products: readonly Product[]
  onBegin: (begun: Begun) => void
}) {
  const format = useFormat()
  return (
    <tr>
      <th scope="row">
        <Link to="/customers/$id" params={{ id: row.account.id }} className={styles.name} title={row.account.name}>
          {row.account.name}
        </Link>
        <span className="quiet num">
          <GradeShape grade={row.grade} /> {format.moneyShort(row.arr)}
          {row.owner ? ` · ${row.owner.name}` : null}
        </span>
      </th>
      {row.cells.map((cell, at) => (
        <Cell
          key={products[at]!.product}
          cell={cell}
          product={products[at]!}
          onBegin={() =>
            onBegin({ account: row.account, product: products[at]!.product, amount: products[at]!.usualArr })
          }
          name={row.account.name}
        />
      ))}
    </tr>
  )
}

function Cell({
  cell,
  product,
  name,
  onBegin,
}: {
  cell: Row['cells'][number]
  product: Product
  name: string
  onBegin: () => void
}) {
  const { t } = useTranslation('expansion')
  const format = useFormat()
  const navigate = useNavigate()
  const mayWrite = useMay('accounts.write')
  if (cell.has)
    return (
      <td data-has>
        <span className="visually-hidden">{t('space.has')} </span>
        <span className="num">{cell.arr === null ? '✓' : format.moneyShort(cell.arr)}</span>
      </td>
    )
  const share = cell.share === null ? null : Math.round(cell.share)
  // The stronger, the more customers alike have it.
  const weight = share === null ? 0 : Math.round(share * 0.4)
  const ground = { background: `color-mix(in oklab, var(--info) ${weight}%, transparent)` }
  const { opportunityId } = cell
  const open = () => void navigate({ to: '/renewals/expansion', search: { id: opportunityId! } })
  const words = share === null ? t('space.lacking') : t('space.alike', { share: format.percent(share) })
  return (
    <td style={ground}>
      {opportunityId ? (
        <button type="button" className={styles.cell} onClick={open} title={t('space.open')}>
          <span aria-hidden="true">◆ </span>
          <span className="visually-hidden">{t('space.openOf', { name, product: product.product })}</span>
          {share === null ? null : <span className="num">{format.percent(share)}</span>}
        </button>
      ) : mayWrite ? (
        <button
          type="button"
          className={styles.cell}
          onClick={onBegin}
          title={`${words} — ${t('space.begin')}`}
          aria-label={t('space.beginOf', { name, product: product.product, words })}
        >
          {share === null ? '+' : <span className="num">{format.percent(share)}</span>}
        </button>
      ) : (
        <span title={words} className="num">
          {share === null ? '—' : format.percent(share)}
        </span>
      )}
    </td>
  )
}
