import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { changedLast, computedLast, countKnown } from './overview.ts'
import { factCatalogue } from './system.ts'
import { type TellUses, usesByFact } from './uses.ts'

/** Every fact with how far it is known, how fresh it is, and what asks about it. */
export async function presentOverview(tx: Tx, call: Pick<CallContext, 'caller' | 'events'>, uses: readonly TellUses[]) {
  const { caller } = call
  const catalogue = await factCatalogue(tx, caller.workspace)
  const changed = changedLast(call.events, caller.workspaceId)
  const { of, known } = await countKnown(tx, caller.workspaceId, catalogue)
  const computed = await computedLast(tx, caller.workspaceId)
  const told = []
  for (const tell of uses) told.push(...(await tell(tx, caller)))
  const byFact = usesByFact(told, catalogue)
  const changedAt = await changed
  return {
    of,
    computedAt: computed.at?.toISOString() ?? null,
    allComputedOn: computed.allOn,
    facts: catalogue.all.map(({ key, derived }) => {
      const at = changedAt.get(derived?.of ?? key)
      return {
        key,
        known: known.get(key) ?? 0,
        changedAt: at === undefined ? null : new Date(at).toISOString(),
        uses: (byFact.get(key) ?? []).map(({ kind, id, name }) => ({ kind, id, name })),
      }
    }),
  }
}
