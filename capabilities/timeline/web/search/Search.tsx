import { Button } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { SearchBox } from '#web/ui/SearchBox.tsx'
import { foundOptions, type SearchSearch } from './apis.ts'
import { Filters } from './Filters.tsx'
import { FoundItem } from './FoundItem.tsx'
import styles from './Search.module.css'

/** Searches everything that was said with customers. What is searched for stands in the address. */
export function Search() {
  const { t } = useTranslation('search')
  const search: SearchSearch = useSearch({ from: '/frame/search' })
  const navigate = useNavigate()
  const box = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  const narrow = (change: SearchSearch) => {
    const next = Object.entries({ ...search, ...change }).filter(([, value]) => value)
    void navigate({ to: '/search', search: Object.fromEntries(next), replace: true })
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    const links = Array.from(list.current?.querySelectorAll('a') ?? [])
    const to = links.indexOf(document.activeElement as HTMLAnchorElement) + step
    event.preventDefault()
    if (to < 0) box.current?.focus()
    else links[Math.min(to, links.length - 1)]?.focus()
  }
  return (
    <Page title={t('title')} narrow>
      <div className={styles.head}>
        <SearchBox
          wide
          box={box}
          label={t('box')}
          placeholder={t('placeholder')}
          value={search.q ?? ''}
          onChange={(q) => narrow({ q })}
          onKeyDown={onKey}
        />
        <Filters search={search} onChange={narrow} />
      </div>
      <div ref={list} onKeyDown={onKey}>
        {search.q ? <Results search={search} onClear={() => narrow(none)} /> : <Begin />}
      </div>
    </Page>
  )
}

const none: SearchSearch = { kind: '', customer: '', by: '', from: '', until: '' }

function Begin() {
  const { t } = useTranslation('search')
  return <EmptyState icon="search">{t('begin')}</EmptyState>
}

function Results({ search, onClear }: { search: SearchSearch; onClear: () => void }) {
  const { t } = useTranslation('search')
  const found = useInfiniteQuery({ ...foundOptions(search), placeholderData: keepPreviousData })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const isNarrowed = Object.keys(search).some((key) => key !== 'q')
  if (found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (found.isPending) return <BoneLines widths={[60, 90, 45, 85, 55, 80]} />
  const isComplete = found.data.pages.every((page) => page.isComplete)
  return (
    <>
      {isComplete ? null : <p className={styles.partly}>{t('partly')}</p>}
      <p className="visually-hidden" role="status">
        {found.hasNextPage ? t('countMore', { count: rows.length }) : t('count', { count: rows.length })}
      </p>
      {rows.length === 0 ? (
        <EmptyState
          icon="search"
          action={
            isNarrowed ? (
              <Button variant="default" size="xs" onClick={onClear}>
                {t('everywhere')}
              </Button>
            ) : null
          }
        >
          {t('nothing', { query: search.q })}
        </EmptyState>
      ) : (
        <ol className={styles.list} aria-label={t('results')} aria-busy={found.isPlaceholderData || undefined}>
          {rows.map((one) => (
            <FoundItem key={one.id} found={one} />
          ))}
        </ol>
      )}
      {found.hasNextPage ? (
        <Button
          variant="default"
          size="xs"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t('older')}
        </Button>
      ) : null}
    </>
  )
}
