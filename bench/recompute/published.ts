import { previewDraft } from '#capabilities/health/server/preview.ts'
import { readCards } from '#capabilities/health/server/cards.ts'
import { publishCard, readDraft } from '#capabilities/health/server/cardWrite.ts'
import { dayOf } from '#kernel/day.ts'
import { type PersonId, uuidV7 } from '#kernel/id.ts'
import type { Caller, CallContext, Workspace } from '#platform/http/context.ts'
import type { BenchGround } from '../ground.ts'

/** Doubles the weight of the first dimension of the card for everybody: what the preview says, and then it is published. */
export function changedWeight(ground: BenchGround, workspace: Workspace, now: () => Date) {
  const { database } = ground
  const newId = <Id extends string>() => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10))) as Id
  const caller: Caller = {
    workspaceId: workspace.id,
    workspace,
    personId: newId<PersonId>(),
    userId: newId(),
    name: 'bench',
    role: 'admin',
    permissions: new Set(),
    reach: null,
    fieldClasses: new Set(),
    locale: 'ja',
  }
  const call: Pick<CallContext, 'caller' | 'database' | 'today' | 'now' | 'newId' | 'live' | 'transaction'> = {
    caller,
    database,
    now,
    newId,
    today: () => dayOf(now().getTime(), workspace.timeZone),
    live: { publish: async () => {} },
    transaction: (work) => database.workspace(workspace.id, work),
  }
  const draftOf = () =>
    call.transaction(async (tx) => {
      const card = (await readCards(tx, workspace.id)).find(({ when }) => when === null)!
      const [first, ...rest] = card.dimensions
      const dimensions = [{ ...first!, weight: first!.weight * 2 }, ...rest]
      return { card, draft: await readDraft(tx, call, { ...card, dimensions }) }
    })
  return {
    preview: async () => {
      const { card, draft } = await draftOf()
      return previewDraft(call, { key: card.key, draft, move: null, skip: 0, limit: 20 })
    },
    publish: async () => {
      const { card, draft } = await draftOf()
      await call.transaction((tx) =>
        publishCard(tx, call, { key: card.key, basedOn: card.version, draft, note: 'a weight doubled' }),
      )
    },
  }
}
