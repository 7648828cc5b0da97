import { useTranslation } from 'react-i18next'
import { roleLabels, type Role } from '#capabilities/plans/core/words.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Chip, type Tone } from '#web/ui/Chip.tsx'
import type { Plan, Step } from './apis.ts'

const tones = {
  on_time: 'healthy',
  late: 'watch',
  stuck: 'risk',
  done: 'brand',
  stopped: 'plain',
  removed: 'plain',
} satisfies Record<string, Tone>

/** How a plan stands, or what became of it. */
export function StandingChip({ plan }: { plan: Pick<Plan, 'status' | 'standing'> }) {
  const { t } = useTranslation('plans')
  const state = plan.status === 'running' ? (plan.standing ?? 'on_time') : plan.status
  return <Chip tone={tones[state]}>{t(`states.${state}`)}</Chip>
}

/** Slip in words: 3 business days later than first planned, ahead of it, or as planned. */
export function useSlip(): (days: number | null) => string {
  const { t } = useTranslation('plans')
  return (days) => {
    if (days === null) return t('slip.unknown')
    if (days === 0) return t('slip.none')
    return days > 0 ? t('slip.later', { days }) : t('slip.earlier', { days: -days })
  }
}

/** The name of a role in the reader's language. */
export function useRole(): (role: Role) => string {
  const { language } = useFormat()
  return (role) => inLanguage(roleLabels[role], language)
}

/** Where a step stands on the board: over, being done, to be done, or waiting for others. */
export const columns = ['waiting', 'ready', 'doing', 'over'] as const
export type BoardColumn = (typeof columns)[number]

export function columnOf({ state, isReady }: Pick<Step, 'state' | 'isReady'>): BoardColumn {
  if (state.is === 'done' || state.is === 'skipped') return 'over'
  if (state.is === 'doing') return 'doing'
  return isReady ? 'ready' : 'waiting'
}

/** The shape that tells a step's state beside its word. */
export const shapes = { open: '○', doing: '◐', done: '●', skipped: '⊘' } satisfies Record<Step['state']['is'], string>
