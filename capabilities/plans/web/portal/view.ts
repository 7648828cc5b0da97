import { createContext, use, type ReactNode } from 'react'
import type { PortalAnswer, PortalStep } from '#capabilities/plans/contract/portal.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import type { GuestRole } from '#capabilities/plans/core/portal.ts'
import type { Language } from '#web/i18n/copy.ts'
import { dayText, momentText } from '#web/light/days.ts'
import { type PortalWords, portalWords } from './words.ts'

export type Colleague = { name: string; email: string; role: GuestRole }

/** What somebody can do on their page. Each resolves when it is done, and tells by itself where it was not. */
export type Doings = {
  setDone: (step: PortalStep, done: boolean) => Promise<void>
  ask: (stepId: string | null, body: string) => Promise<boolean>
  upload: (stepId: string | null, file: File) => Promise<void>
  keep: (file: { id: string; name: string }) => Promise<void>
  agree: () => Promise<void>
  invite: (colleague: Colleague) => Promise<boolean>
}

/** What every part of the page is shown with; without `doings` it is looked at by one of ours, and nothing can be done. */
export type View = {
  portal: PortalAnswer
  language: Language
  doings: Doings | null
  busy: boolean
  /** What a step has to read or to answer, by the keys it names. */
  content?: (step: PortalStep) => ReactNode
}

export const PortalView = createContext<View | null>(null)

/** The page's data with everything that turns it into words. */
export function useView() {
  const view = use(PortalView)
  if (!view) throw new Error('a part of the portal stands outside of it')
  const { language, portal } = view
  const words: PortalWords = portalWords[language]
  return {
    ...view,
    words,
    text: (label: Label) => label[language] || label.ja,
    day: (day: string) => dayText(day, portal.today, language),
    moment: (at: string) => momentText(at, language),
    /** Nothing can be pressed while something is under way, or by whoever only looks. */
    disabled: view.doings === null || view.busy,
  }
}
