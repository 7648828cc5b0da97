import { lazy, useEffect, useState } from 'react'
import type { PortalItem, PortalTitle } from '#capabilities/content/contract/portal.ts'
import type { PortalStep } from '#capabilities/plans/contract/portal.ts'
import { ask, type Asking } from '#web/light/ask.ts'
import { ItemList } from './ItemList.tsx'

const Opened = lazy(() => import('./OpenedItem.tsx').then((module) => ({ default: module.OpenedItem })))

/** What there is to read and to answer in a step; that something was opened is told. */
export function StepContent({ step, asking, onChanged }: { step: PortalStep; asking: Asking; onChanged: () => void }) {
  const [titles, setTitles] = useState<readonly PortalTitle[]>([])
  const { id, content } = step
  const wanted = content.join(' ')
  useEffect(() => {
    if (wanted === '') return
    void ask<{ items: PortalTitle[] }>(asking, 'GET', `/portal/steps/${id}/content`).then(
      ({ items }) => setTitles(items),
      () => {}, // the step can be done without; it is asked for again with the next look
    )
  }, [asking, id, wanted])
  const open = async (key: string) => {
    const path = `/portal/steps/${id}/content/${key}`
    const shown = await ask<PortalItem>(asking, 'GET', path)
    void ask(asking, 'POST', `${path}/reads`).catch(() => {}) // a receipt that is lost hinders nobody
    setTitles((all) => all.map((one) => (one.key === key ? { ...one, seen: true } : one)))
    return shown
  }
  return (
    <ItemList titles={titles} language={asking.language} open={open}>
      {(item) => <Opened item={item} stepId={id} asking={asking} onSent={onChanged} />}
    </ItemList>
  )
}
