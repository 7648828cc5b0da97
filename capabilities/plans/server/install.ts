import { sql } from 'kysely'
import { uuidV7, type WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { onboardingPlan } from '#capabilities/plans/core/ready/onboarding.ts'

/** Gives a new workspace the ready-made template. Doing it twice changes nothing. */
export async function installPlanTemplates(tx: Tx, workspace: { id: WorkspaceId }): Promise<void> {
  const id = uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))
  await sql`
    insert into plan_templates (workspace_id, id, key, version, definition)
    values (${workspace.id}, ${id}, ${onboardingPlan.key}, 1, ${JSON.stringify(onboardingPlan)}::jsonb)
    on conflict (workspace_id, key, version) do nothing
  `.execute(tx)
}
