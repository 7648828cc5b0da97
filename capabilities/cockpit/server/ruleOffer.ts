import type { Label } from '#capabilities/facts/core/fact.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound } from '#platform/http/refusal.ts'
import { readyRules } from '../core/ready/rules.ts'
import type { Call } from './ctaWrite.ts'
import { draftOf, type RuleAnswer } from './ruleRead.ts'
import { readAllRules } from './rules.ts'
import { createRule } from './ruleWrite.ts'

/** The ready-made rules that a workspace has never had: those that came after it was made. Archived ones were had. */
export async function offeredRules(
  tx: Tx,
  workspaceId: WorkspaceId,
): Promise<{ key: string; label: Label; help: Label }[]> {
  const had = new Set((await readAllRules(tx, workspaceId)).map(({ key }) => key))
  return readyRules.filter(({ key }) => !had.has(key)).map(({ key, label, help }) => ({ key, label, help }))
}

/** Takes up one of them, switched on, as new workspaces have it. */
export async function takeRule(tx: Tx, call: Call, key: string): Promise<RuleAnswer> {
  const offered = await offeredRules(tx, call.caller.workspaceId)
  const rule = offered.some((one) => one.key === key) && readyRules.find((one) => one.key === key)
  if (!rule) throw notFound()
  return createRule(tx, call, { key, draft: draftOf(rule), isOn: true })
}
