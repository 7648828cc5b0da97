import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type Action, useActions } from '#web/actions/actions.ts'
import type { TodayItem } from './apis.ts'
import type { Doing } from './CtaDialogs.tsx'

type Keys = {
  items: readonly TodayItem[]
  picked: string | null
  setPicked: (id: string) => void
  open: (item: TodayItem) => void
  why: (id: string) => void
  start: (doing: Doing) => void
}

/** The day by keyboard: j k walk, Enter opens the customer, e done, s later, d delegate, p pin, w why, c create. */
export function useTodayKeys(keys: Keys): void {
  const { t } = useTranslation('cockpit')
  const latest = useRef(keys)
  latest.current = keys
  useActions(
    useMemo<Action[]>(() => {
      const step = (by: number) => {
        const { items, picked, setPicked } = latest.current
        const from = items.findIndex((item) => item.id === picked)
        const next = items[Math.max(0, Math.min(items.length - 1, from + by))]
        if (!next) return
        setPicked(next.id)
        document.querySelector<HTMLElement>(`[data-cta="${CSS.escape(next.id)}"]`)?.focus()
      }
      const withPicked = (work: (item: TodayItem) => void) => () => {
        const item = latest.current.items.find((one) => one.id === latest.current.picked)
        if (item) work(item)
      }
      const key = (id: string, keysOf: string, label: string, run: () => void): Action => ({
        id: `today ${id}`,
        label,
        keys: keysOf,
        group: 'page',
        run,
      })
      const move = (what: 'done' | 'snooze' | 'delegate' | 'pin') =>
        withPicked((cta) => latest.current.start({ what, cta }))
      return [
        { ...key('next', 'j', t('act.next'), () => step(1)), keyOnly: true },
        { ...key('previous', 'k', t('act.previous'), () => step(-1)), keyOnly: true },
        { ...key('down', 'ArrowDown', t('act.next'), () => step(1)), keyOnly: true },
        { ...key('up', 'ArrowUp', t('act.previous'), () => step(-1)), keyOnly: true },
        key(
          'open',
          'Enter',
          t('act.open'),
          withPicked((item) => latest.current.open(item)),
        ),
        key('done', 'e', t('act.done'), move('done')),
        key('snooze', 's', t('act.snooze'), move('snooze')),
        key('delegate', 'd', t('act.delegate'), move('delegate')),
        key('pin', 'p', t('act.pin'), move('pin')),
        key(
          'why',
          'w',
          t('act.why'),
          withPicked((item) => latest.current.why(item.id)),
        ),
        key('create', 'c', t('act.create'), () => latest.current.start({ what: 'create' })),
      ]
    }, [t]),
  )
}
