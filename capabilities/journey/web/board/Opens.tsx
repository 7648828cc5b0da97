import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { BehindAsked } from './apis.ts'
import styles from './board.module.css'

const BehindDialog = lazy(async () => ({ default: (await import('./BehindDialog.tsx')).BehindDialog }))

/** A figure that opens the customers it stands for. */
export function Opens({ asked, title, children }: { asked: BehindAsked; title: string; children: ReactNode }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className={styles.opens} title={title} onClick={() => setOpen(true)}>
        {children}
      </button>
      <Suspense fallback={null}>
        {open ? <BehindDialog asked={asked} title={title} onClose={() => setOpen(false)} /> : null}
      </Suspense>
    </>
  )
}
