import fs from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import type pg from 'pg'
import { erasePersonAgain } from '#capabilities/access/server/index.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import { withClient } from '#platform/database/client.ts'
import { openDatabase } from '#platform/database/open.ts'
import type { DatabaseServer } from '#platform/database/server.ts'
import { diskFiles } from '#platform/files/diskFiles.ts'

/** Ids of somebody whose data was erased: they name nobody any more, and lie beside backups in the clear. */
type Erasure = { workspace: WorkspaceId; contact: string }

const placeBeside = (file: string) => path.join(path.dirname(file), 'banso-erasures.jsonl')

/** Writes beside a backup whose data was erased by now, so that older backups in the same place know it too. */
export async function noteErasures(login: pg.ClientConfig, file: string): Promise<void> {
  const { rows } = await withClient(login, (client) =>
    client.query<Erasure>('select workspace_id as workspace, contact_id as contact from erasures'),
  )
  const place = placeBeside(file)
  const known = erasuresBeside(file)
  const lines = new Set([...known, ...rows].map((one) => JSON.stringify(one)))
  if (lines.size === known.length) return
  fs.writeFileSync(`${place}.new`, `${[...lines].join('\n')}\n`, { mode: 0o600 })
  fs.renameSync(`${place}.new`, place)
}

/** Erases again, in what was restored, whoever was erased after the backup was made. Answers how many. */
export async function eraseAgain(server: DatabaseServer, file: string, filesDirectory: string): Promise<number> {
  const erasures = erasuresBeside(file)
  if (erasures.length === 0) return 0
  const database = await openDatabase(server)
  const files = await diskFiles(filesDirectory)
  try {
    let again = 0
    for (const { workspace, contact } of erasures)
      await database.workspace(workspace, async (tx) => {
        const { rows } = await sql`select from erasures where contact_id = ${contact}`.execute(tx)
        if (rows.length === 0 && (await erasePersonAgain(tx, workspace, contact, files))) again++
      })
    return again
  } finally {
    await database.stop()
  }
}

function erasuresBeside(file: string): Erasure[] {
  const place = placeBeside(file)
  if (!fs.existsSync(place)) return []
  return fs
    .readFileSync(place, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const { workspace, contact } = JSON.parse(line) as Erasure
      return { workspace, contact }
    })
}
