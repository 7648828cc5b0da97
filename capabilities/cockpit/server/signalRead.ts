import { sql } from 'kysely'
import type { z } from 'zod'
import type { SeenClause } from '#capabilities/facts/core/seen.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { signalSchema } from '../contract.ts'
import type { SignalWords } from '../core/because.ts'
import type { SignalRule } from '../core/rule.ts'

type SignalRow = {
  id: string
  rule_id: string
  account_id: AccountId
  fired_at: Date
  facts: SeenClause[]
  words: SignalWords
  version: number
  definition: SignalRule
  cta_id: string | null
  holds: boolean | null
}

/** The latest signals of an account, at most 100, each with the facts of its moment, by the rule as it was then, and whether it is so still. */
export async function readSignals(
  tx: Tx,
  workspaceId: WorkspaceId,
  account: AccountId,
): Promise<z.input<typeof signalSchema>[]> {
  const { rows } = await sql<SignalRow>`
    select s.id, s.rule_id, s.account_id, s.fired_at, s.facts, s.words, r.version, r.definition, c.id as cta_id,
      case when now.id is not null then coalesce(s.fired_at >= st.holds_since, false) end as holds
    from signals s join signal_rules r on r.workspace_id = s.workspace_id and r.id = s.rule_id
      left join ctas c on c.workspace_id = s.workspace_id and c.account_id = s.account_id and c.signal_id = s.id
      left join signal_rules now on now.workspace_id = s.workspace_id and now.key = r.key and now.retired_at is null
        and now.archived_at is null and now.is_on
      left join signal_states st on st.workspace_id = s.workspace_id and st.account_id = s.account_id
        and st.rule_key = r.key
    where s.workspace_id = ${workspaceId} and s.account_id = ${account} order by s.fired_at desc, s.id desc limit 100
  `.execute(tx)
  return rows.map(({ id, rule_id, account_id, fired_at, facts, words, version, definition, cta_id, holds }) => ({
    id,
    accountId: account_id,
    rule: { id: rule_id, key: definition.key, version, label: definition.label, condition: definition.condition },
    firedAt: fired_at.toISOString(),
    because: words.because,
    clauses: facts,
    ctaId: cta_id,
    holds,
  }))
}
