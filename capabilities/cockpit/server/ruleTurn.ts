import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import { rederiveWorkspace } from '#capabilities/facts/server/index.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { Call } from './ctaWrite.ts'
import { presentRules } from './ruleRecords.ts'

/** Switches a rule on or off. On: every account is looked at, and what holds already is reported once. */
export async function turnRule(tx: Tx, call: Call, key: string, isOn: boolean) {
  const { workspaceId } = call.caller
  const { rows } = await sql<{ id: string }>`
    update signal_rules set is_on = ${isOn}
    where workspace_id = ${workspaceId} and key = ${key} and retired_at is null and is_on <> ${isOn} returning id
  `.execute(tx)
  for (const { id } of rows) {
    await recordChange(tx, {
      by: call.caller,
      action: 'signalRule.turn',
      subjectId: id,
      before: { key, isOn: !isOn },
      after: { key, isOn },
    })
    if (isOn) await rederiveWorkspace(tx, workspaceId)
    await call.live.publish(workspaceId, { topic: 'settings', ids: [] }, tx)
  }
  const rule = (await presentRules(tx, call.caller.workspace)).find((one) => one.key === key)
  if (!rule) throw notFound()
  return rule
}
