import { createContext, type ReactNode } from 'react'
import type { PortalStep } from '#capabilities/plans/contract/portal.ts'
import type { Language } from '#web/i18n/copy.ts'

export type StepItemsProps = { step: PortalStep; language: Language }

/** Shows what a step gives to read and to answer, as the customer has it. The library's pages know how: `start/web` brings it. */
export const StepItemsContext = createContext<(props: StepItemsProps) => ReactNode>(() => null)
