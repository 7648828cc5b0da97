import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Action, useCurrentActions } from '../actions/actions.ts'
import { matchScore } from '../actions/match.ts'
import { KeyHint } from '../ui/KeyHint.tsx'
import styles from './Palette.module.css'
import type { Finder, Found } from './place.ts'

type Entry = {
  id: string
  label: string
  hint?: string
  keys?: string
  group: 'customers' | 'said' | 'go' | 'do'
  run: () => void
}

const order = ['customers', 'go', 'do', 'said'] as const

/** Go anywhere, do anything, find customers: what was typed is matched by label, reading in kana, and romaji. */
export function Palette({
  finders,
  begun,
  onClose,
}: {
  /** Each tells what it found as soon as it knows. */
  finders: readonly Finder[]
  /** What was typed while this was still being fetched; it is taken once. */
  begun: RefObject<string>
  onClose: () => void
}) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const dialog = useRef<HTMLDialogElement>(null)
  const [typed, setTyped] = useState(() => begun.current)
  const [chosen, setChosen] = useState(0)
  const found = useFound(finders, typed)
  const actions = useCurrentActions()
  const id = useId()

  useEffect(() => {
    dialog.current?.showModal()
    begun.current = ''
  }, [begun])

  const query = typed.trim()
  const everythingSaid: Entry = {
    id: 'everything said',
    label: t('search.said', { query }),
    group: 'said',
    run: () => void navigate({ to: '/search', search: { q: query } }),
  }
  const entries: Entry[] = [
    ...found.map((thing) => ({
      id: thing.id,
      label: thing.label,
      ...(thing.hint ? { hint: thing.hint } : {}),
      group: thing.group,
      run: () => void navigate({ to: thing.to, search: thing.search ?? {} }),
    })),
    ...(found.some(({ group }) => group === 'said') ? [everythingSaid] : []),
    ...best(actions, typed).map((action) => ({
      id: action.id,
      label: action.label,
      ...(action.keys ? { keys: action.keys } : {}),
      group: action.group === 'go' ? ('go' as const) : ('do' as const),
      run: action.run,
    })),
  ].toSorted((a, b) => order.indexOf(a.group) - order.indexOf(b.group))
  const at = Math.min(chosen, entries.length - 1)

  const run = (entry: Entry | undefined) => {
    if (!entry) return
    onClose()
    entry.run()
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      setChosen((at + step + entries.length) % Math.max(1, entries.length))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      run(entries[at])
    }
  }

  return (
    <dialog
      ref={dialog}
      className={styles.palette}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
      aria-label={t('search.title')}
    >
      <input
        className={styles.input}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setChosen(0)
        }}
        onKeyDown={onKey}
        placeholder={t('search.placeholder')}
        aria-label={t('search.title')}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={entries[at] ? `${id}-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
      />
      <div className={styles.list} id={`${id}-list`} role="listbox" aria-label={t('search.title')}>
        {entries.map((entry, index) => (
          <div key={`${entry.group} ${entry.id}`}>
            {entries[index - 1]?.group === entry.group ? null : (
              <div className={styles.group} aria-hidden="true">
                {t(`search.groups.${entry.group}`)}
              </div>
            )}
            <EntryLine
              entry={entry}
              id={`${id}-${index}`}
              chosen={index === at}
              onPoint={() => setChosen(index)}
              onRun={() => run(entry)}
            />
          </div>
        ))}
        {entries.length === 0 ? <p className={styles.nothing}>{t('search.nothing', { query: typed })}</p> : null}
      </div>
      <footer className={styles.foot}>
        <KeyHint keys={['ArrowUp', 'ArrowDown']}>{t('search.keys.move')}</KeyHint>
        <KeyHint keys="Enter">{t('search.keys.run')}</KeyHint>
        <KeyHint keys="Esc">{t('search.keys.close')}</KeyHint>
        <span className="visually-hidden" role="status">
          {t('search.count', { count: entries.length })}
        </span>
      </footer>
    </dialog>
  )
}

function EntryLine({
  entry,
  id,
  chosen,
  onPoint,
  onRun,
}: {
  entry: Entry
  id: string
  chosen: boolean
  onPoint: () => void
  onRun: () => void
}) {
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (chosen) line.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    // Keys are handled by the input, which keeps the focus
    <div
      ref={line}
      id={id}
      role="option"
      aria-selected={chosen}
      tabIndex={-1}
      className={styles.entry}
      onMouseMove={onPoint}
      onClick={onRun}
    >
      <span className="clip">{entry.label}</span>
      {entry.hint ? <span className="quiet small clip">{entry.hint}</span> : null}
      {entry.keys ? (
        <span className={styles.keys}>
          <KeyHint keys={entry.keys} />
        </span>
      ) : null}
    </div>
  )
}

function best(actions: readonly Action[], typed: string): Action[] {
  return actions
    .filter((action) => !action.keyOnly)
    .map((action) => ({ action, score: matchScore(typed, action.label, action.words) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, 12)
    .map(({ action }) => action)
}

function useFound(finders: readonly Finder[], typed: string): readonly Found[] {
  const [found, setFound] = useState<readonly (readonly Found[])[]>([])
  useEffect(() => {
    const wanted = typed.trim()
    if (wanted === '') return setFound([])
    const stop = new AbortController()
    const keep = (at: number, things: readonly Found[]) => {
      if (!stop.signal.aborted)
        setFound((known) => finders.map((_, other) => (other === at ? things : (known[other] ?? []))))
    }
    const timer = setTimeout(() => {
      for (const [at, find] of finders.entries())
        find(wanted, stop.signal).then(
          (things) => keep(at, things),
          () => keep(at, []),
        )
    }, 80)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [finders, typed])
  return found.flat()
}
