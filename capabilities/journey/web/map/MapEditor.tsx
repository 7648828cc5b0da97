import { Button } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import type { MapDraft } from '#capabilities/journey/core/mapDraft.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { Page } from '#web/ui/Page.tsx'
import type { OpenMap } from './apis.ts'
import { Canvas } from './Canvas.tsx'
import { Check, IssueCount } from './Check.tsx'
import { EditingContext } from './editing.ts'
import { Filters, type Shown, shownAll } from './Filters.tsx'
import styles from './map.module.css'
import { Panel } from './Panel.tsx'
import { SavedState } from './SavedState.tsx'
import { Steps } from './Steps.tsx'
import { Table } from './Table.tsx'
import { useDraft } from './useDraft.ts'
import { useMapMoves } from './useMapMoves.ts'
import { useSaving } from './useSaving.ts'
import { Versions } from './Versions.tsx'

const PublishDialog = lazy(async () => ({ default: (await import('./PublishDialog.tsx')).PublishDialog }))

/** The editor of one map: its phases and cards on a canvas or as a table, what is selected beside it, versions below. */
export function MapEditor({ map, catalogue }: { map: OpenMap; catalogue: Catalogue }) {
  const { t } = useTranslation('maps')
  const { language } = useFormat()
  const readOnly = !useMay('journey.manage')
  const [late] = useState(() => new Set(map.late))
  const [start] = useState(() => (map.draft?.content ?? map.published) as MapDraft)
  const editing = useDraft(start, { catalogue, products: map.products, late, readOnly })
  const [base, setBase] = useState({ version: map.version, content: map.published as MapDraft | null })
  const began = { revision: map.draft?.revision ?? 0, basedOn: map.draft?.basedOn ?? map.version ?? 0 }
  const saving = useSaving(map.key, editing.draft, began, readOnly)
  const moves = useMapMoves({ mapKey: map.key, editing, saving, base, setBase })
  const [asks, setAsks] = useState(false)
  const [shown, setShown] = useState<Shown>(shownAll)
  const { view } = useSearch({ strict: false })
  const { draft } = editing
  const dirty = useMemo(() => JSON.stringify(draft) !== JSON.stringify(base.content), [draft, base])
  const title = inLanguage(draft.label, language) || t('newTitle')
  const path = [{ label: t('journey'), to: '/journey' }, { label: t('title'), to: '/journey/maps' }, { label: title }]
  return (
    <EditingContext value={editing}>
      <Page
        title={title}
        path={path}
        sub={
          <>
            {base.version === null ? t('unpublished') : t('version', { version: base.version })}{' '}
            {readOnly ? null : <SavedState saving={saving} dirty={dirty} />}
          </>
        }
        actions={
          readOnly ? null : (
            <>
              <Steps />
              {dirty && base.content ? (
                <Button size="xs" variant="default" onClick={() => void moves.discard()}>
                  {t('act.discard')}
                </Button>
              ) : null}
              <Button size="xs" disabled={!dirty || editing.issues.length > 0} onClick={() => setAsks(true)}>
                {t('act.publish')}
              </Button>
            </>
          )
        }
      >
        {readOnly ? <p className={styles.notice}>{t('readOnly')}</p> : null}
        {base.version !== null && !map.used ? <p className={styles.notice}>{t('off')}</p> : null}
        <div className={styles.toolbar}>
          <Views mapKey={map.key} view={view === 'table' ? 'table' : 'canvas'} />
          <Filters shown={shown} onChange={setShown} />
          <Button size="compact-xs" variant="default" onClick={() => editing.select({ is: 'map' })}>
            {t('panel.map')}
          </Button>
          {readOnly ? null : <IssueCount />}
        </div>
        <div className={styles.editor} data-open={editing.selected !== null || undefined}>
          <div className={styles.written}>
            {view === 'table' ? <Table shown={shown} /> : <Canvas shown={shown} title={title} />}
            {readOnly ? null : <Check />}
            <Versions
              mapKey={map.key}
              current={base.version}
              base={base.content}
              onLoad={(version) => void moves.load(version)}
            />
          </div>
          <Panel />
        </div>
        <Suspense fallback={null}>
          {asks ? (
            <PublishDialog
              mapKey={map.key}
              saving={saving}
              isNew={base.version === null}
              onClose={() => setAsks(false)}
              onPublish={moves.publish}
            />
          ) : null}
        </Suspense>
      </Page>
    </EditingContext>
  )
}

const views = ['canvas', 'table'] as const

function Views({ mapKey, view }: { mapKey: string; view: (typeof views)[number] }) {
  const { t } = useTranslation('maps')
  const navigate = useNavigate()
  return (
    <fieldset className={styles.choice} aria-label={t('views.label')}>
      {views.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={view === one}
          onClick={() =>
            void navigate({
              to: '/journey/maps/$key',
              params: { key: mapKey },
              search: one === 'table' ? { view: 'table' } : {},
              replace: true,
            })
          }
        >
          {t(`views.${one}`)}
        </button>
      ))}
    </fieldset>
  )
}
