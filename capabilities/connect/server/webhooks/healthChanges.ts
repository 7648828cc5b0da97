import { sql } from 'kysely'
import type { Derivation } from '#capabilities/facts/server/index.ts'

const grade = 'health.grade'

/** Tells of grades that changed, in the transaction in which the new one is kept. */
export const healthChanges: Derivation = {
  name: 'webhooks',
  definitions: [],
  prepare: async () => async (page) => {
    if (page.past) return
    const changed = page.accounts
      .filter((id) => !page.isNew(id) && page.before(id, grade) !== page.read(id, grade))
      .map((id) => ({ id, data: { accountId: id, from: page.before(id, grade), to: page.read(id, grade) } }))
    if (changed.length === 0) return
    await sql`
      insert into webhook_events (workspace_id, type, account_id, data)
      select ${page.workspace.id}, 'health.changed', c.id, c.data
      from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as c (id uuid, data jsonb)
      where webhook_wanted(${page.workspace.id}, 'health.changed')
    `.execute(page.tx)
  },
}
