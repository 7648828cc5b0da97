import type { CallContext } from '#platform/http/context.ts'
import { holdPerson, refuseRoleAbove } from '#capabilities/access/server/people.ts'
import { endSessions } from './close.ts'

/** Ends all sessions of a person, who stays active and may sign in again; of oneself, all but the one that asks. */
export async function endSessionsOf(context: CallContext, id: string): Promise<number> {
  await context.transaction(async (tx) => {
    const person = await holdPerson(tx, id)
    await refuseRoleAbove(tx, context.caller, person.role, 'person.above')
  })
  const ended = await context.database.system((tx) => endSessions(tx, context, id))
  await context.live.publish(context.caller.workspaceId, { topic: 'settings', ids: [id] })
  return ended
}
