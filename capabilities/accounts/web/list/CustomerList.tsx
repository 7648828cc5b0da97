import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat, useMay } from '#web/session.ts'
import { DataTable } from '#web/table/DataTable.tsx'
import { nothingSelected, type Selection } from '#web/table/selection.ts'
import type { Line, Sort } from '#web/table/types.ts'
import { useFactText } from '#web/ui/FactValue.tsx'
import { Page } from '#web/ui/Page.tsx'
import { catalogueQuery, peopleQuery } from './apis.ts'
import { columnsOf } from './columns.tsx'
import { EmptyList } from './EmptyList.tsx'
import { BadCondition, refusesCondition } from './BadCondition.tsx'
import { ListHead } from './ListHead.tsx'
import { ListTools } from './ListTools.tsx'
import { PastBanner, type Told } from './PastBanner.tsx'
import { useListActions } from './useListActions.ts'
import { useListState } from './useListState.ts'
import { groupLines, type GroupAnswer, type Row, useGroups, useRows } from './useRows.ts'
import { useTrends } from './useTrends.ts'
import { useWidths } from './useWidths.ts'
import { ViewTabs } from './ViewTabs.tsx'

const BulkBar = lazy(() => import('./BulkBar.tsx').then((module) => ({ default: module.BulkBar })))
const ListDialogs = lazy(() => import('./ListDialogs.tsx').then((module) => ({ default: module.ListDialogs })))

/** Which of the list's dialogs is open. */
export type OpenDialog = 'create' | 'export' | 'saveView' | 'condition' | null

/** Every customer: saved views, any fact as a column, conditions, groups with sub-totals, bulk change, export. */
export function CustomerList() {
  const { t } = useTranslation('list')
  const format = useFormat()
  const text = useFactText()
  const navigate = useNavigate()
  const router = useRouter()
  const state = useListState()
  const { content, change } = state
  const [dialog, setDialog] = useState<OpenDialog>(null)
  const [selection, setSelection] = useState<Selection>(nothingSelected)
  const [everything, setEverything] = useState(false)
  const [open, setOpen] = useState<ReadonlyMap<string, number>>(new Map())
  const [widths, setWidth] = useWidths()
  const words = useRef<HTMLInputElement>(null)
  const mayWrite = useMay('accounts.write')
  const catalogue = useQuery(catalogueQuery)
  const people = useQuery(peopleQuery)
  const { rows, list, total } = useRows(state)

  const facts = useMemo(() => new Map((catalogue.data?.facts ?? []).map((fact) => [fact.key, fact])), [catalogue.data])
  const names = useMemo(() => new Map((people.data?.people ?? []).map((one) => [one.id, one.name])), [people.data])
  const summed = content.columns.filter((key) => facts.get(key)?.type === 'money')
  const { answer: groupAnswer, groups, opened } = useGroups(state, summed, open)
  const seen = content.groupBy === null ? rows : opened.flatMap((page) => page.data?.rows ?? [])
  const trends = useTrends(seen, content.columns.includes('health.score') && !state.asOf)
  const { asOf } = state
  const past = useMemo(() => (asOf ? { asOf } : {}), [asOf])
  const columns = useMemo(
    () => columnsOf(content.columns, { facts, people: names, widths, format, text, trends, past, t }),
    [content.columns, facts, names, widths, format, text, trends, past, t],
  )
  const grouped = content.groupBy !== null

  const lines = useMemo<readonly Line<Row>[]>(() => {
    if (!grouped) return rows.map((row) => ({ kind: 'row', row }))
    const fact = facts.get(content.groupBy ?? '')
    return groupLines(groups, open, opened, (group: GroupAnswer) => {
      const value = typeof group.value === 'string' ? (names.get(group.value) ?? group.value) : group.value
      const name = value === null ? t('noValue') : fact ? text(fact, value) : String(value)
      return {
        name,
        label: name,
        sums: Object.fromEntries(Object.entries(group.sums).map(([key, sum]) => [key, format.money(sum)])),
      }
    })
  }, [grouped, rows, groups, open, opened, facts, names, content.groupBy, t, text, format])

  useListActions({ setDialog, words })
  const select = useCallback((next: Selection) => {
    setSelection(next)
    setEverything(false)
  }, [])
  const sort: Sort = { key: content.sort.replace(/^-/, ''), down: content.sort.startsWith('-') }
  const waiting = state.waiting || (grouped ? groupAnswer.isPending : list.isPending)
  const count = total.data?.accounts
  const failure = grouped ? groupAnswer.error : list.error

  return (
    <Page
      title={t('title')}
      fill
      sub={<ListHead total={total.data} waiting={total.isPending} />}
      actions={<ListTools state={state} facts={facts} count={count} onDialog={setDialog} />}
    >
      <ViewTabs
        state={state}
        onSave={() => setDialog('saveView')}
        facts={facts}
        words={words}
        onCondition={() => setDialog('condition')}
      />
      {state.asOf ? (
        <PastBanner
          day={state.asOf}
          told={toldOf(list.data?.pages[0] ?? opened[0]?.data, total.data)}
          facts={facts}
          onDay={state.setAsOf}
        />
      ) : null}
      {refusesCondition(failure) ? (
        <BadCondition error={failure} onEdit={() => setDialog('condition')} onClear={() => change({ condition: '' })} />
      ) : (
        <DataTable
          label={t('title')}
          columns={columns}
          lines={lines}
          rowKey={rowKey}
          rowName={rowName}
          sort={sort}
          groupBy={content.groupBy}
          total={count}
          loading={waiting}
          error={failure}
          onRetry={() => void (grouped ? groupAnswer.refetch() : list.refetch())}
          onOpen={(row) => void navigate({ to: '/customers/$id', params: { id: row.id }, search: past })}
          onPoint={(row) => void router.preloadRoute({ to: '/customers/$id', params: { id: row.id }, search: past })}
          onMore={!grouped && list.hasNextPage ? () => void list.fetchNextPage() : undefined}
          loadingMore={list.isFetchingNextPage}
          {...(mayWrite && !state.asOf ? { selection, onSelect: select } : {})}
          onToggleGroup={(key) => setOpen((now) => toggledGroup(now, key))}
          onMoreOf={(key) => setOpen((now) => new Map(now).set(key, Math.min(200, (now.get(key) ?? 50) * 2)))}
          empty={
            <EmptyList filtered={content.condition !== '' || state.words !== '' || state.archived} state={state} />
          }
          changes={{
            onSort: (next) => change({ sort: next ? `${next.down ? '-' : ''}${next.key}` : 'account.name' }),
            onGroup: (key) => change({ groupBy: key }),
            onHide: (key) => change({ columns: content.columns.filter((other) => other !== key) }),
            onMove: (key, before) => change({ columns: moved(content.columns, key, before) }),
            onResize: setWidth,
          }}
        />
      )}
      <Suspense fallback={null}>
        {selection.keys.size > 0 && !state.asOf ? (
          <BulkBar
            selection={selection}
            everything={everything}
            onEverything={() => setEverything(true)}
            count={count}
            loaded={rows.length}
            state={state}
            people={people.data?.people ?? []}
            onDone={() => select(nothingSelected)}
          />
        ) : null}
        {dialog ? (
          <ListDialogs
            dialog={dialog}
            onClose={() => setDialog(null)}
            state={state}
            count={count}
            people={people.data?.people ?? []}
          />
        ) : null}
      </Suspense>
    </Page>
  )
}

type Answer = { asOf?: Told | undefined } | undefined
/** What an answer tells of its past day: the rows of their columns, the totals of the day alone. */
const toldOf = (page: Answer, totals: Answer) => page?.asOf ?? totals?.asOf

const rowKey = (row: Row) => row.id
const rowName = (row: Row) => row.name

function moved(columns: readonly string[], key: string, before: string): string[] {
  const rest = columns.filter((other) => other !== key)
  const at = rest.indexOf(before)
  return at < 0 ? [...rest, key] : rest.toSpliced(at, 0, key)
}

function toggledGroup(open: ReadonlyMap<string, number>, key: string): ReadonlyMap<string, number> {
  const next = new Map(open)
  if (!next.delete(key)) next.set(key, 50)
  return next
}
