import { ActionIcon, Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useBlocker, useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import type { Draft } from '#capabilities/health/core/draft.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { ConfirmDialog } from '#web/ui/Dialog.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { Page } from '#web/ui/Page.tsx'
import { toast } from '#web/ui/toast.ts'
import { health, type Scorecard } from '../apis.ts'
import { CardSections } from './CardSections.tsx'
import { Comparison } from './Comparison.tsx'
import { draftOf, sentOf } from './draft.ts'
import { type Editing, EditingContext, useDraft } from './editing.ts'
import styles from './editor.module.css'
import { PreviewPanel } from './PreviewPanel.tsx'
import { PublishDialog } from './PublishDialog.tsx'
import { type Move, usePreview } from './usePreview.ts'
import { Versions } from './Versions.tsx'
import { Weights } from './Weights.tsx'

/** The version that a draft was made from, and what it said. */
type Base = { version: number; draft: Draft }

const textOf = (draft: Draft) => JSON.stringify(sentOf(draft))

/** The editor of one scorecard: what is written on the left, what it would do to customers on the right. */
export function CardEditor({
  card,
  start,
  off,
  catalogue,
  late,
}: {
  /** null: one that is not there yet. */
  card: Scorecard | null
  start: Draft
  off: boolean
  catalogue: Catalogue
  late: ReadonlySet<string>
}) {
  const { t } = useTranslation('scorecards')
  const format = useFormat()
  const editing = useDraft(start, catalogue, late)
  const [base, setBase] = useState<Base>({ version: card?.version ?? 0, draft: start })
  const [asks, setAsks] = useState(false)
  const [move, setMove] = useState<Move | null>(null)
  const [limit, setLimit] = useState(20)
  const dirty = card === null || textOf(editing.draft) !== textOf(base.draft)
  const shown = usePreview(editing, card?.key ?? null, base.version, dirty, move, limit)
  const { publish, load, restore, free } = useCardMoves({ card, editing, base, setBase })
  const isReady = dirty && editing.issues.length === 0
  const newest = card !== null && card.version > base.version ? card : null
  const title = inLanguage(editing.draft.label, format.language) || t('newTitle')
  const path = [
    { label: t('settings'), to: '/settings' },
    { label: t('title'), to: '/settings/scorecards' },
    { label: title },
  ]
  return (
    <EditingContext value={editing}>
      <Page
        title={title}
        path={path}
        sub={base.version > 0 ? t('version', { version: base.version }) : t('unpublished')}
        actions={
          <>
            <Steps editing={editing} />
            {dirty && card ? (
              <Button size="xs" variant="default" onClick={() => editing.replace(base.draft)}>
                {t('act.discard')}
              </Button>
            ) : null}
            <Button size="xs" disabled={!isReady} onClick={() => setAsks(true)}>
              {t('act.publish')}
            </Button>
          </>
        }
      >
        {off ? <p className={styles.notice}>{t('off')}</p> : null}
        {newest ? (
          <div className={styles.notice} role="status">
            <span>{t('changedElsewhere', { version: newest.version })}</span>
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => {
                editing.replace(draftOf(newest))
                setBase({ version: newest.version, draft: draftOf(newest) })
              }}
            >
              {t('openNewest', { version: newest.version })}
            </Button>
          </div>
        ) : null}
        <div className={styles.editor}>
          <div className={styles.written}>
            <CardSections isNew={card === null} />
            <Comparison cardKey={card?.key ?? null} current={base.version} />
            <Weights cardKey={card?.key ?? null} />
            {card ? (
              <Versions
                cardKey={card.key}
                current={base.version}
                onLoad={(version) => void load(version)}
                onRestore={(version) => void restore(version)}
              />
            ) : null}
          </div>
          <aside className={styles.side} aria-label={t('preview.title')}>
            <PreviewPanel
              shown={shown}
              dirty={dirty}
              move={move}
              onMove={setMove}
              onMore={() => setLimit((now) => Math.min(200, now + 50))}
            />
          </aside>
        </div>
        {asks ? <PublishDialog preview={shown.preview} onClose={() => setAsks(false)} onPublish={publish} /> : null}
        <Leaving dirty={dirty && editing.mayUndo} free={free} />
      </Page>
    </EditingContext>
  )
}

function Steps({ editing }: { editing: Editing }) {
  const { t } = useTranslation('scorecards')
  return (
    <>
      <ActionIcon
        variant="default"
        aria-label={t('act.undo')}
        title={`${t('act.undo')} (Ctrl+Z)`}
        disabled={!editing.mayUndo}
        onClick={editing.undo}
      >
        <Icon name="undo" />
      </ActionIcon>
      <ActionIcon
        variant="default"
        aria-label={t('act.redo')}
        title={`${t('act.redo')} (Ctrl+Shift+Z)`}
        disabled={!editing.mayRedo}
        onClick={editing.redo}
      >
        <Icon name="undo" className={styles.mirrored} />
      </ActionIcon>
    </>
  )
}

type Ground = { card: Scorecard | null; editing: Editing; base: Base; setBase: (base: Base) => void }

/** Publishing, and what older versions are good for. */
function useCardMoves({ card, editing, base, setBase }: Ground) {
  const { t } = useTranslation('scorecards')
  const { language } = useFormat()
  const queries = useQueryClient()
  const navigate = useNavigate()
  /** Whether the page may be left without asking. */
  const free = useRef(false)
  const again = () => queries.invalidateQueries({ queryKey: health.key() })
  const tell = (error: unknown) => toast(errorText(error), { tone: 'risk' })

  const restoreTo = async (key: string, version: number, basedOn: number) => {
    const note = t('versions.restoreNote', { version })
    const made = await health.cards.restore.call({ key, version, basedOn, note })
    const { draft } = await versionOf(key, made.version)
    editing.replace(draft)
    setBase({ version: made.version, draft })
    await again()
    return made.version
  }
  const publish = async (note: string) => {
    const { draft } = editing
    const sent = sentOf(draft)
    if (card === null) {
      const made = await health.cards.create.call({ draft: sent, note })
      await again()
      free.current = true
      toast(t('done.created', { card: inLanguage(draft.label, language) }), {
        undo: () => health.cards.use.call({ key: made.key, used: false }).then(again),
      })
      await navigate({ to: '/settings/scorecards/$card', params: { card: made.key }, replace: true })
      return
    }
    const made = await health.cards.publish.call({ key: card.key, basedOn: base.version, draft: sent, note })
    setBase({ version: made.version, draft })
    await again()
    toast(t('done.published', { version: made.version }), {
      undo: () => restoreTo(card.key, base.version, made.version),
    })
  }
  const load = async (version: number) => {
    if (!card) return
    try {
      const { draft } = await versionOf(card.key, version)
      editing.replace(draft)
      toast(t('versions.loaded', { version }), { undo: editing.undo })
    } catch (error) {
      tell(error)
    }
  }
  const restore = async (version: number) => {
    if (!card) return
    try {
      const made = await restoreTo(card.key, version, base.version)
      toast(t('done.restored', { from: version, version: made }), {
        undo: () => restoreTo(card.key, base.version, made),
      })
    } catch (error) {
      tell(error)
    }
  }
  return { publish, load, restore, free }
}

async function versionOf(key: string, version: number): Promise<{ draft: Draft }> {
  return { draft: draftOf(await health.cards.version.call({ key, version })) }
}

/** Asks before changes that are not published are left behind. */
function Leaving({ dirty, free }: { dirty: boolean; free: React.RefObject<boolean> }) {
  const { t } = useTranslation('scorecards')
  const leaving = useBlocker({
    shouldBlockFn: () => dirty && !free.current,
    enableBeforeUnload: () => dirty && !free.current,
    withResolver: true,
  })
  return (
    <ConfirmDialog
      opened={leaving.status === 'blocked'}
      onClose={() => leaving.reset?.()}
      title={t('leave.title')}
      confirm={t('leave.leave')}
      onConfirm={() => leaving.proceed?.()}
    >
      <p>{t('leave.text')}</p>
    </ConfirmDialog>
  )
}
