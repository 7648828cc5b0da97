import { lazy, Suspense } from 'react'
import type { Cta } from './apis.ts'

const CtaDialog = lazy(async () => ({ default: (await import('./CtaDialog.tsx')).CtaDialog }))
const DelegateDialog = lazy(async () => ({ default: (await import('./DelegateDialog.tsx')).DelegateDialog }))
const DoneDialog = lazy(async () => ({ default: (await import('./DoneDialog.tsx')).DoneDialog }))
const SnoozeDialog = lazy(async () => ({ default: (await import('./SnoozeDialog.tsx')).SnoozeDialog }))

/** What is being done, and with which CTA. */
export type Doing =
  | { what: 'done' | 'snooze' | 'delegate' | 'edit' | 'pin' | 'reopen'; cta: Cta }
  | { what: 'create'; account?: { id: string; name: string } }

/** The dialog for what is being done, if it needs one; its code comes when it is first opened. */
export function CtaDialogs({ doing, onClose }: { doing: Doing | null; onClose: () => void }) {
  return <Suspense fallback={null}>{doing ? <DialogOf doing={doing} onClose={onClose} /> : null}</Suspense>
}

function DialogOf({ doing, onClose }: { doing: Doing; onClose: () => void }) {
  switch (doing.what) {
    case 'done':
      return <DoneDialog cta={doing.cta} onClose={onClose} />
    case 'snooze':
      return <SnoozeDialog cta={doing.cta} onClose={onClose} />
    case 'delegate':
      return <DelegateDialog cta={doing.cta} onClose={onClose} />
    case 'edit':
      return <CtaDialog cta={doing.cta} onClose={onClose} />
    case 'create':
      return <CtaDialog {...(doing.account ? { account: doing.account } : {})} onClose={onClose} />
    default:
      return null
  }
}
