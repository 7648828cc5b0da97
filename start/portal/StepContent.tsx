import { lazy, Suspense, useEffect, useState } from 'react'
import type { PortalItem } from '#capabilities/content/contract/portal.ts'
import type { PortalStep } from '#capabilities/plans/contract/portal.ts'
import type { Language } from '#web/i18n/copy.ts'
import { ask, type Asking } from '#web/light/ask.ts'
import light from '#web/light/light.module.css'

const Opened = lazy(() => import('./OpenedItem.tsx').then((module) => ({ default: module.OpenedItem })))

type Title = { key: string; title: string; summary: string; format: string; seen: boolean }

/** What there is to read and to answer in a step: its titles, and the one that is open. */
export function StepContent({ step, asking, onChanged }: { step: PortalStep; asking: Asking; onChanged: () => void }) {
  const [titles, setTitles] = useState<readonly Title[]>([])
  const [item, setItem] = useState<PortalItem | null>(null)
  const { id, content } = step
  const wanted = content.join(' ')
  useEffect(() => {
    if (wanted === '') return
    void ask<{ items: Title[] }>(asking, 'GET', `/portal/steps/${id}/content`).then(
      ({ items }) => setTitles(items),
      () => {}, // the step can be done without; it is asked for again with the next look
    )
  }, [asking, id, wanted])
  const open = async (key: string) => {
    if (item?.key === key) return setItem(null)
    const path = `/portal/steps/${id}/content/${key}`
    const [shown] = await Promise.all([ask<PortalItem>(asking, 'GET', path), ask(asking, 'POST', `${path}/reads`)])
    setItem(shown)
    setTitles((all) => all.map((one) => (one.key === key ? { ...one, seen: true } : one)))
  }
  if (titles.length === 0) return null
  return (
    <div className={light.form}>
      {titles.map((one) => (
        <button
          key={one.key}
          type="button"
          className={light.second}
          aria-expanded={item?.key === one.key}
          onClick={() => void open(one.key).catch(() => setItem(null))}
        >
          {one.seen ? '✓ ' : ''}
          {one.title} <span className={light.note}>{formats[asking.language][one.format] ?? ''}</span>
        </button>
      ))}
      {item ? (
        <Suspense fallback={null}>
          <Opened item={item} stepId={id} asking={asking} onSent={onChanged} />
        </Suspense>
      ) : null}
    </div>
  )
}

const formats: Record<Language, Record<string, string>> = {
  ja: { text: '読む', file: '資料', link: 'リンク', video: '動画', form: '回答する' },
  en: { text: 'Read', file: 'Document', link: 'Link', video: 'Video', form: 'Answer' },
}
