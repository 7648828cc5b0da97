import { sql } from 'kysely'
import { onboardingPlan } from '#capabilities/plans/core/ready/onboarding.ts'
import { type PlanTemplate, stepsOf, type TemplateStep } from '#capabilities/plans/core/template.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

/** Steps of the standard plan that customers do by themselves, or that use shows, each after the one before. */
const alone = ['roles', 'accounts', 'rules_of_use', 'first_value', 'basics', 'compare']
const steps = alone.map((key, at): TemplateStep => {
  const step = stepsOf(onboardingPlan).find((one) => one.key === key)!
  return { ...step, after: alone.slice(Math.max(0, at - 1), at) }
})

/** How the demo company lets customers with tech touch start: without a step of its own people. */
export const selfStartPlan: PlanTemplate = {
  key: 'self_start',
  name: { ja: '自分で始めるプラン', en: 'Start on your own' },
  aim: {
    ja: '担当者を付けずに、手順書とメールだけで最初の成果まで進む',
    en: 'From guides and mails alone to a first result, without a person of ours',
  },
  stages: [
    { key: 'begin', name: { ja: '使い始める', en: 'Begin' }, steps: steps.slice(0, 3) },
    { key: 'take_root', name: { ja: '根づかせる', en: 'Take root' }, steps: steps.slice(3) },
  ],
}

/** Publishes the plan in the demo company. */
export async function installSelfStart(tx: Tx, workspace: WorkspaceId, newId: () => string): Promise<void> {
  await sql`
    insert into plan_templates (workspace_id, id, key, version, definition)
    values (${workspace}, ${newId()}, ${selfStartPlan.key}, 1, ${JSON.stringify(selfStartPlan)}::jsonb)
  `.execute(tx)
}
