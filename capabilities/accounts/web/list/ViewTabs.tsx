import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { lazy, type RefObject, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useSession } from '#web/session.ts'
import { Icon } from '#web/ui/Icon.tsx'
import type { Fact } from './apis.ts'
import { ConditionPills } from './ConditionPills.tsx'
import styles from './CustomerList.module.css'
import { ListWords } from './ListWords.tsx'
import type { ListState } from './useListState.ts'
import { useViewChanges } from './useViewChanges.ts'

const ViewMenu = lazy(() => import('./ViewMenu.tsx').then((module) => ({ default: module.ViewMenu })))

/** The saved views, then what narrows the one that is shown: words, the condition, the grouping. */
export function ViewTabs({
  state,
  facts,
  words,
  onSave,
  onCondition,
}: {
  state: ListState
  facts: ReadonlyMap<string, Fact>
  words: RefObject<HTMLInputElement | null>
  onSave: () => void
  onCondition: () => void
}) {
  const { t } = useTranslation('list')
  const { language } = useFormat()
  const { personId } = useSession()
  const { view, views, content, changed } = state
  const mine = `account.owner == "${personId}"`
  const groupFact = facts.get(content.groupBy ?? '')
  return (
    <div className={styles.tools}>
      <nav className={styles.views} aria-label={t('views.label')}>
        <Link
          to="/customers"
          search={{}}
          className={styles.view}
          aria-current={!view && content.condition !== mine ? 'page' : undefined}
        >
          {t('views.all')}
        </Link>
        <Link
          to="/customers"
          search={{ c: mine }}
          className={styles.view}
          aria-current={!view && content.condition === mine ? 'page' : undefined}
        >
          {t('views.mine')}
        </Link>
        {views.map((one) => (
          <span key={one.id} className={styles.viewSlot}>
            <Link
              to="/customers"
              search={{ view: one.id }}
              className={styles.view}
              aria-current={view?.id === one.id ? 'page' : undefined}
            >
              {one.name}
              {one.sharing === 'shared' ? <Icon name="people" size={12} className="quiet" /> : null}
            </Link>
            {view?.id === one.id && one.mayChange ? <ViewMenuButton state={state} /> : null}
          </span>
        ))}
      </nav>
      <div className={styles.filters}>
        <ListWords state={state} input={words} />
        <ConditionPills state={state} facts={facts} onCondition={onCondition} />
        {content.groupBy ? (
          <button type="button" className={styles.pill} onClick={() => state.change({ groupBy: null })}>
            {t('groupedBy', { fact: groupFact ? inLanguage(groupFact.label, language) : content.groupBy })}
            <Icon name="close" size={12} />
          </button>
        ) : null}
        {state.archived ? (
          <button type="button" className={styles.pill} onClick={() => state.setArchived(false)}>
            {t('archived.only')}
            <Icon name="close" size={12} />
          </button>
        ) : null}
        {changed ? <SaveButtons state={state} onSaveAs={onSave} /> : null}
      </div>
    </div>
  )
}

function SaveButtons({ state, onSaveAs }: { state: ListState; onSaveAs: () => void }) {
  const { t } = useTranslation('list')
  const { update } = useViewChanges()
  const { view, content } = state
  return (
    <span className={styles.save}>
      {view?.mayChange ? (
        <Button
          variant="default"
          size="xs"
          onClick={() => void update(view, { ...content, columns: [...content.columns] })}
        >
          {t('views.save')}
        </Button>
      ) : null}
      <Button variant="subtle" size="xs" onClick={onSaveAs}>
        {t('views.saveAs')}
      </Button>
    </span>
  )
}

function ViewMenuButton({ state }: { state: ListState }) {
  const { t } = useTranslation('list')
  const [wanted, setWanted] = useState(false)
  const plain = (
    <button
      type="button"
      className={styles.viewMore}
      aria-haspopup="menu"
      aria-label={t('views.more', { view: state.view?.name })}
      onClick={() => setWanted(true)}
    >
      <Icon name="more" size={14} />
    </button>
  )
  if (!wanted) return plain
  return (
    <Suspense fallback={plain}>
      <ViewMenu state={state} />
    </Suspense>
  )
}
