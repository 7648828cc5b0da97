import type { Cta } from './apis.ts'
import { CtaDialog } from './CtaDialog.tsx'
import { DelegateDialog } from './DelegateDialog.tsx'
import { DoneDialog } from './DoneDialog.tsx'
import { SnoozeDialog } from './SnoozeDialog.tsx'

/** What is being done, and with which CTA. */
export type Doing =
  | { what: 'done' | 'snooze' | 'delegate' | 'edit' | 'pin' | 'reopen'; cta: Cta }
  | { what: 'create'; account?: { id: string; name: string } }

/** The dialog for what is being done, if it needs one. */
export function CtaDialogs({ doing, onClose }: { doing: Doing | null; onClose: () => void }) {
  if (!doing) return null
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
