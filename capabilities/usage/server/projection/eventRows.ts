import { ClickHouseError } from '@clickhouse/client'
import type { WorkspaceId } from '#kernel/id.ts'
import type { EventStore } from '#platform/events/store.ts'
import { rollUp } from './rollUp.ts'

/** What the engine says of a value that it cannot take, as opposed to one it cannot take now. */
const unreadable = new Set([
  '6',
  '26',
  '27',
  '33',
  '38',
  '41',
  '48',
  '53',
  '72',
  '117',
  '131',
  '349',
  '432',
  '636',
  '708',
])

/**
 * Puts rows in, and sees that all were written. A row whose properties the engine cannot take (JSON allows more than
 * columns do) goes in with them as a text, so that it counts, and holds up nobody.
 */
export async function insertRows(events: EventStore, table: string, rows: readonly string[]): Promise<void> {
  if (rows.length === 0) return
  let written: number
  try {
    written = await events.insert(table, Buffer.from(rows.join('\n')))
  } catch (error) {
    if (!(error instanceof ClickHouseError) || !unreadable.has(error.code)) throw error
    if (rows.length > 1) {
      const half = rows.length >> 1
      await insertRows(events, table, rows.slice(0, half))
      return insertRows(events, table, rows.slice(half))
    }
    const plain = withPropsAsText(rows[0]!)
    if (plain === rows[0]) throw error
    return insertRows(events, table, [plain])
  }
  if (written !== rows.length) throw new Error(`the event store wrote ${written} of ${rows.length} rows of ${table}`)
}

function withPropsAsText(row: string): string {
  const parsed = JSON.parse(row) as { props?: Record<string, unknown> }
  const keys = Object.keys(parsed.props ?? {})
  if (keys.length === 0 || (keys.length === 1 && keys[0] === 'as_text')) return row
  return JSON.stringify({ ...parsed, props: { as_text: JSON.stringify(parsed.props) } })
}

/** Which of these chunks have rows in the store: an earlier pass over them was interrupted. */
export async function chunksInStore(
  events: EventStore,
  workspaceId: WorkspaceId,
  chunks: readonly number[],
): Promise<number[]> {
  const where = 'workspace_id = {workspaceId:UUID} and chunk in {chunks:Array(UInt64)}'
  const rows = await events.query<{ chunk: number }>(
    `select distinct chunk from events where ${where} union distinct select distinct chunk from usage_days where ${where}`,
    { workspaceId, chunks },
  )
  return rows.map((row) => row.chunk)
}

export type Withdrawn = { accounts: string[]; users: string[] }

type Withdrawal = {
  events: EventStore
  workspaceId: WorkspaceId
  nextVersion: () => Promise<number>
  chunks: readonly number[]
}

const ofChunks = 'workspace_id = {workspaceId:UUID} and chunk in {chunks:Array(UInt64)}'

/** Takes back every row of these chunks, by rows of a higher version that say so. */
export async function withdrawChunks(withdrawal: Withdrawal): Promise<Withdrawn> {
  const { events, workspaceId, chunks } = withdrawal
  const params = { workspaceId, chunks, version: await withdrawal.nextVersion() }
  type Found = { account: string; user: string; from: string; to: string }
  const found = await events.query<Found>(
    `select toString(account_id) as account, user_key as user, toString(min(day)) as from, toString(max(day)) as to
     from events final where gone = 0 and ${ofChunks} group by account_id, user_key`,
    params,
  )
  for (const table of ['events', 'usage_days'])
    await events.command(
      `insert into ${table} select * replace ({version:UInt64} as version, 1 as gone)
       from (select * from ${table} final where gone = 0 and ${ofChunks})`,
      params,
    )
  const withdrawn = {
    accounts: [...new Set(found.map((row) => row.account))],
    users: [...new Set(found.map((row) => row.user))],
  }
  const days = {
    from: found.map((row) => row.from).sort()[0],
    to: found
      .map((row) => row.to)
      .sort()
      .at(-1),
  }
  // In months that were put together the roll-up no longer tells what came with which chunk.
  if (days.from && days.to && (await areCompact(withdrawal, days.from, days.to)))
    await rollUp(withdrawal, { ...withdrawn, from: days.from, to: days.to })
  return withdrawn
}

async function areCompact({ events, workspaceId }: Withdrawal, from: string, to: string): Promise<boolean> {
  const [row] = await events.query<{ compact: number }>(
    `select count() > 0 as compact from usage_days
     where workspace_id = {workspaceId:UUID} and chunk = 0 and day between {from:Date} and {to:Date}`,
    { workspaceId, from, to },
  )
  return Boolean(row?.compact)
}
