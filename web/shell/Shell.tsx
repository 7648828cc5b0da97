import { useNavigate } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Action, useActions } from '../actions/actions.ts'
import { useKeyboard } from '../actions/keyboard.ts'
import { useSession } from '../session.ts'
import { Toasts } from '../ui/Toasts.tsx'
import { BottomBar } from './BottomBar.tsx'
import { LiveNotice } from './LiveNotice.tsx'
import type { Finder, Place } from './place.ts'
import { Rail } from './Rail.tsx'
import styles from './Shell.module.css'
import { TopBar } from './TopBar.tsx'
import { Typing } from './Typing.tsx'
import { ViewingBar } from './ViewingBar.tsx'
import { useOwnActions } from './ownActions.ts'

const loadPalette = () => import('./Palette.tsx').then((module) => ({ default: module.Palette }))
const Palette = lazy(loadPalette)
const KeyList = lazy(() => import('./KeyList.tsx').then((module) => ({ default: module.KeyList })))

/** The frame around every page behind the sign-in: rail, top bar, palette, keys, messages. */
export function Shell({
  places,
  finders,
  onSignOut,
  onEndViewing,
  children,
}: {
  places: readonly Place[]
  finders: readonly Finder[]
  onSignOut: () => void
  /** Looks with one's own eyes again. */
  onEndViewing: () => void
  children: ReactNode
}) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null)
  const typed = useRef('')
  useKeyboard()
  useEffect(() => whenIdle(() => void loadPalette()), [])
  useOwnActions(onSignOut)
  useActions(
    useMemo<Action[]>(
      () => [
        ...places.map((place) => ({
          id: `go ${place.to}`,
          label: place.label,
          words: place.words,
          keys: place.keys,
          group: 'go' as const,
          run: () => void navigate({ to: place.to }),
        })),
        {
          id: 'palette',
          label: t('search.open'),
          keys: 'mod+k',
          group: 'do',
          keyOnly: true,
          run: () => setOpen('palette'),
        },
        {
          id: 'keys',
          label: t('keys.show'),
          words: t('keys.showWords'),
          keys: '?',
          group: 'do',
          run: () => setOpen('keys'),
        },
      ],
      [places, navigate, t],
    ),
  )
  return (
    <div className={styles.frame} data-viewing={useSession().viewing ? true : undefined}>
      <a className={styles.skip} href="#content">
        {t('skip')}
      </a>
      <ViewingBar onEnd={onEndViewing} />
      <Rail places={places} />
      <div className={styles.column}>
        <TopBar onSearch={() => setOpen('palette')} onSignOut={onSignOut} onKeys={() => setOpen('keys')} />
        <LiveNotice />
        <main id="content" tabIndex={-1} className={styles.main}>
          {children}
        </main>
      </div>
      <BottomBar places={places} />
      <Toasts />
      {open === 'palette' ? (
        <Suspense fallback={<Typing typed={typed} />}>
          <Palette finders={finders} begun={typed} onClose={() => setOpen(null)} />
        </Suspense>
      ) : null}
      <Suspense fallback={null}>{open === 'keys' ? <KeyList onClose={() => setOpen(null)} /> : null}</Suspense>
    </div>
  )
}

// Once the page rests: whoever opens the palette begins to type at once.
function whenIdle(work: () => void): () => void {
  const timer = setTimeout(work, 1500)
  return () => clearTimeout(timer)
}
