import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '#capabilities/content/core/item.ts'
import { oneOf } from '#web/router/search.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { Page } from '#web/ui/Page.tsx'
import { content, type Item, itemQuery } from './apis.ts'
import styles from './content.module.css'
import { Details } from './Details.tsx'
import { Preview } from './Preview.tsx'
import { PublishDialog } from './PublishDialog.tsx'
import { Readers, Uses, Versions } from './ItemParts.tsx'
import { useItemMoves } from './useItemMoves.ts'
import { said, StatusChip } from './words.tsx'

const Editor = lazy(() => import('./edit/Editor.tsx').then((module) => ({ default: module.Editor })))
const views = ['read', 'edit'] as const

/** One item: as the customer sees it, or being written; beside it who keeps it right, where it is used, who read it. */
export function ItemPage() {
  const { t } = useTranslation('content')
  const { language } = useFormat()
  const { id } = useParams({ from: '/frame/content/$id' })
  const { data, error, refetch } = useQuery(itemQuery(id))
  const title = data ? said(data.definition.title, language) || t('untitled') : '…'
  return (
    <Page title={title} bare path={[{ label: t('library'), to: '/content' }, { label: title }]}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[40, 90, 90, 70]} height={30} />}
      {data ? <ItemView item={data} title={title} /> : null}
    </Page>
  )
}

function ItemView({ item, title }: { item: Item; title: string }) {
  const { t } = useTranslation('content')
  const format = useFormat()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/content/$id' })
  const mayManage = useMay('content.manage')
  const [publishing, setPublishing] = useState(false)
  const moves = useItemMoves()
  const view = mayManage ? oneOf(search.view, views) : 'read'
  const language: Language = search.in === 'ja' || search.in === 'en' ? search.in : format.language
  const go = (change: { in?: string; view?: string }) =>
    void navigate({ to: '/content/$id', params: { id: item.id }, search: { ...search, ...change }, replace: true })
  useEffect(() => {
    void content.opened.call({ id: item.id }).catch(() => {}) // a receipt that is lost hinders nobody
  }, [item.id])
  const open = (made: Item | null) => {
    if (made) void navigate({ to: '/content/$id', params: { id: made.id }, search: { view: 'edit' } })
  }
  const leave = (gone: boolean) => {
    if (gone) void navigate({ to: '/content' })
  }
  const canPublish = item.changed || item.status !== 'published'
  return (
    <>
      <header className={styles.head}>
        <h2>{title}</h2>
        <StatusChip item={item} />
        <span className={styles.headEnd}>
          {mayManage ? (
            <>
              <Button
                size="xs"
                variant="default"
                onClick={() => go({ view: view === 'edit' ? '' : 'edit' })}
                aria-pressed={view === 'edit'}
              >
                {t(view === 'edit' ? 'stopEditing' : 'edit')}
              </Button>
              <Button size="xs" disabled={!canPublish} onClick={() => setPublishing(true)}>
                {t('publish.do')}
              </Button>
              <MoreMenu
                label={t('menu', { title })}
                choices={[
                  { label: t('copy'), onChoose: () => void moves.copy(item).then(open) },
                  item.status === 'retired'
                    ? { label: t('bringBack'), onChoose: () => void moves.retire(item, false) }
                    : { label: t('retire'), onChoose: () => void moves.retire(item, true) },
                  ...(item.version === null
                    ? [{ label: t('remove'), danger: true, onChoose: () => void moves.remove(item).then(leave) }]
                    : []),
                ]}
              />
            </>
          ) : null}
        </span>
      </header>
      <div className={styles.columns}>
        <div>
          <div className={styles.languages} role="group" aria-label={t('languages')}>
            {(['ja', 'en'] as const).map((one) => (
              <button
                key={one}
                type="button"
                className={styles.language}
                aria-pressed={one === language}
                onClick={() => go({ in: one })}
              >
                {t(`in.${one}`)}
              </button>
            ))}
          </div>
          {view === 'edit' ? (
            <Suspense fallback={<BoneLines widths={[50, 90, 90]} height={34} />}>
              <Editor key={item.id} item={item} language={language} />
            </Suspense>
          ) : (
            <Preview item={item} language={language} />
          )}
        </div>
        <aside>
          <Details item={item} mayManage={mayManage} />
          <Uses item={item} />
          <Readers item={item} />
          <Versions item={item} mayManage={mayManage} />
        </aside>
      </div>
      {publishing ? <PublishDialog item={item} onClose={() => setPublishing(false)} /> : null}
    </>
  )
}
