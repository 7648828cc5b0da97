import { Button } from '@mantine/core'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { useFormat, useMay } from '#web/session.ts'
import { DataTable } from '#web/table/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { Page } from '#web/ui/Page.tsx'
import { toast } from '#web/ui/toast.ts'
import { useNarrow } from '#web/ui/useNarrow.ts'
import { content, type Row } from './apis.ts'
import { columnsOf } from './columns.tsx'
import { Filters, useNarrowing } from './Filters.tsx'
import { NewItemDialog } from './NewItemDialog.tsx'
import { askedOf } from './search.ts'
import { useLibraryActions } from './useLibraryActions.ts'
import { usePhases } from './usePhases.ts'
import { said } from './words.tsx'

/** Everything that customers are given to read, watch and answer. */
export function Library() {
  const { t } = useTranslation('content')
  const format = useFormat()
  const narrow = useNarrow()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/content' })
  const mayManage = useMay('content.manage')
  const [creating, setCreating] = useState(false)
  const box = useRef<HTMLInputElement>(null)
  const create = useCallback(() => setCreating(true), [])
  useLibraryActions(box, create)
  const { add } = useStarters()
  const asked = useMemo(() => askedOf(search), [search])
  const list = useQuery(content.list.queryOptions({ input: asked, placeholderData: keepPreviousData }))
  const lines = useMemo(() => (list.data?.items ?? []).map((row) => ({ kind: 'row' as const, row })), [list.data])
  const setSearch = useNarrowing(search)
  const phases = usePhases()
  const phaseName = (key: string) => phases.find((phase) => phase.key === key)?.label ?? key
  return (
    <Page
      title={t('library')}
      fill
      sub={t('lead')}
      actions={
        mayManage ? (
          <>
            <Button size="xs" onClick={create}>
              {t('create')}
            </Button>
            <MoreMenu label={t('libraryMenu')} choices={[{ label: t('starters.add'), onChoose: () => void add() }]} />
          </>
        ) : null
      }
    >
      <Filters search={search} box={box} />
      <DataTable
        label={t('library')}
        columns={columnsOf({ t, format, narrow, phaseName })}
        lines={lines}
        rowKey={rowKey}
        rowName={(row) => said(row.title, format.language)}
        sort={{ key: asked.sort ?? 'title', down: asked.direction === 'down' }}
        changes={{ onSort: (next) => setSearch({ sort: next?.key ?? '', dir: next?.down ? 'down' : '' }) }}
        total={lines.length}
        loading={list.isPending}
        error={list.error}
        onRetry={() => void list.refetch()}
        onOpen={(row) => void navigate({ to: '/content/$id', params: { id: row.id } })}
        empty={<Nothing isEmpty={list.data?.total === 0} mayManage={mayManage} />}
      />
      {creating ? <NewItemDialog onClose={() => setCreating(false)} /> : null}
    </Page>
  )
}

const rowKey = (row: Row) => row.id

/** A library with nothing in it offers the ready-made items; one that was narrowed down too far says so. */
function Nothing({ isEmpty, mayManage }: { isEmpty: boolean; mayManage: boolean }) {
  const { t } = useTranslation('content')
  const { add, busy } = useStarters()
  if (!isEmpty) return <EmptyState compact>{t('noneSuch')}</EmptyState>
  return (
    <EmptyState
      icon="note"
      title={t('empty.title')}
      action={
        mayManage ? (
          <Button loading={busy} onClick={() => void add()}>
            {t('starters.add')}
          </Button>
        ) : null
      }
    >
      {t('empty.text')}
    </EmptyState>
  )
}

/** Adds the ready-made items that are not there yet; what was changed of others stays as it is. */
function useStarters() {
  const { t } = useTranslation('content')
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const add = async () => {
    setBusy(true)
    try {
      const { added } = await content.addStarters.call({})
      await queries.invalidateQueries({ queryKey: content.key() })
      toast(added === 0 ? t('starters.all') : t('starters.added', { count: added }))
    } catch (error) {
      toast(errorText(error), { tone: 'risk' })
    } finally {
      setBusy(false)
    }
  }
  return { add, busy }
}
