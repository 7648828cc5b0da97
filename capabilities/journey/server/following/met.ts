import type { Milestone } from '#capabilities/journey/core/map.ts'
import type { Reached } from '../stays.ts'
import type { StepDone } from './behind.ts'

/** Whether somebody's word stands for a milestone: then facts are not asked. A step of a plan speaks for as long as it is done. */
export function isConfirmed(reached: Reached | undefined): boolean {
  return reached !== undefined && reached.source !== 'facts' && reached.source !== 'plan'
}

/** Finds the step of a plan by which a milestone is reached. */
export function stepOf(
  steps: readonly StepDone[],
): (one: { steps?: Milestone['steps'] | undefined }) => StepDone | undefined {
  return (one) => (steps.length === 0 ? undefined : steps.find(({ key }) => one.steps?.includes(key)))
}
