import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { startRun } from '#capabilities/connect/server/control.ts'
import { findImport } from '#capabilities/connect/server/imports.ts'
import { readIssues } from '#capabilities/connect/server/issues.ts'
import type { ImportParts } from '#capabilities/connect/server/parts.ts'
import { ImportRefused, takeFile } from '#capabilities/connect/server/session.ts'
import { workOnImport } from '#capabilities/connect/server/work.ts'
import type { WorkspaceId } from '#kernel/id.ts'

type Outcome = {
  refused?: string
  created?: number
  told?: string[]
  /** What the customers are that came out of it. */
  customers?: { id: string; name: string; employees: number }[]
}

/** Imports the bytes of a file and tells what became of it: a refusal, or its good rows and what was said of the others. */
export async function fileOutcome(parts: ImportParts, workspaceId: WorkspaceId, content: Buffer): Promise<Outcome> {
  const file = { fileName: 'x.csv', kind: 'accounts', personId: null, origin: 'app' } as const
  try {
    const taken = await takeFile(parts, workspaceId, { ...file, content: Readable.from([content]) })
    if (!taken.mapping.includes('external_id') || !taken.mapping.includes('name')) return { refused: 'columns' }
    await parts.database.workspace(workspaceId, (tx) => startRun(tx, taken, 'good_rows', new Date()))
    await workOnImport(parts, workspaceId, taken.id, new AbortController().signal)
    return await parts.database.workspace(workspaceId, async (tx) => {
      const ended = (await findImport(tx, taken.id))!
      const issues = await readIssues(tx, taken.id, 1000, null)
      const { rows: customers } = await sql<{ id: string; name: string; employees: number }>`
        select e.external_id as id, a.name, a.employees from accounts a
        join account_external_ids e on e.account_id = a.id order by length(e.external_id), e.external_id`.execute(tx)
      await sql`delete from accounts`.execute(tx)
      if (ended.status !== 'done') return { refused: ended.error ?? ended.status }
      const told = issues.map(({ line, column, rule }) => `${line} ${column ?? ''} ${rule}`)
      return { created: ended.counts.created, told, customers }
    })
  } catch (error) {
    if (error instanceof ImportRefused) return { refused: error.rule }
    throw error
  }
}
