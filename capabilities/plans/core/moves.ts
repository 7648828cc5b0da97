import type { StepState } from './schedule.ts'
import type { PlanStatus } from './words.ts'

/** From which states a step gets into another; what is over is opened again before it is closed otherwise. */
const reachedFrom = {
  open: ['doing', 'done', 'skipped'],
  doing: ['open', 'done', 'skipped'],
  done: ['open', 'doing'],
  skipped: ['open', 'doing'],
} satisfies Record<StepState['is'], StepState['is'][]>

/** What is done with a plan as a whole, and in which status. */
const planMoves = {
  stop: ['running'],
  resume: ['stopped'],
  remove: ['running', 'done', 'stopped'],
  restore: ['removed'],
} satisfies Record<string, PlanStatus[]>
export type PlanMove = keyof typeof planMoves

export type StepRefusal = 'step_is_so_already' | 'step_is_over' | 'plan_not_running'

/** Why a step may not get from one state into another; null where it may. Steps of a plan that is done may be opened again. */
export function mayMoveStep(from: StepState['is'], to: StepState['is'], plan: PlanStatus): StepRefusal | null {
  if (plan === 'stopped' || plan === 'removed') return 'plan_not_running'
  if (from === to) return 'step_is_so_already'
  return (reachedFrom[to] as StepState['is'][]).includes(from) ? null : 'step_is_over'
}

/** Whether something may be done with a plan in this status. */
export function mayMovePlan(move: PlanMove, status: PlanStatus): boolean {
  return (planMoves[move] as PlanStatus[]).includes(status)
}
