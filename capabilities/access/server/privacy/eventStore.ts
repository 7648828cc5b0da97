import zlib from 'node:zlib'
import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { journalRows } from '#platform/events/journal.ts'
import type { EventStore } from '#platform/events/store.ts'
import { patternOf, type Subject } from './subject.ts'

const atOnce = 50 // chunks

/**
 * Takes the person out of the journal: their own events go, and in others' their address gives way to `instead`. Chunks
 * keep their numbers. Answers how many events went.
 */
export async function eraseInJournal(
  tx: Tx,
  workspaceId: WorkspaceId,
  subject: Subject,
  instead: string,
): Promise<number> {
  const users = new Set(subject.users)
  const words = patternOf([...subject.everywhere, ...subject.users])
  if (!words) return 0
  const near = patternOf(subject.here)
  let gone = 0
  for (let after = 0; ; ) {
    const { rows } = await sql<{ seq: number; kind: string; body: Buffer }>`
      select seq, kind, body from journal where workspace_id = ${workspaceId} and seq > ${after}
      order by seq limit ${atOnce} for update
    `.execute(tx)
    for (const { seq, body } of rows) {
      after = seq
      const text = journalRows(body).toString()
      const lines = text.split('\n').filter((line) => !isOf(line, users))
      const kept = lines.map((line) => {
        const clean = line.replace(new RegExp(words, 'gi'), instead)
        return near && clean.includes(subject.accountId) ? clean.replace(new RegExp(near, 'gi'), instead) : clean
      })
      const changed = kept.join('\n')
      if (changed === text) continue
      gone += text.split('\n').length - kept.length
      await sql`
        update journal set body = ${zlib.zstdCompressSync(Buffer.from(changed))}, row_count = ${kept.length}
        where workspace_id = ${workspaceId} and seq = ${seq}
      `.execute(tx)
    }
    if (rows.length < atOnce) return gone
  }
}

function isOf(line: string, users: ReadonlySet<string>): boolean {
  if (!line.includes('"user_key"')) return false
  const { user_key: user, person_key: person } = JSON.parse(line) as { user_key?: string; person_key?: string }
  return (user !== undefined && users.has(user)) || (person !== undefined && users.has(person))
}

/**
 * The same in the event store, which holds what the journal held. Doing it twice is doing it once. One change for each
 * table, all at once: a change waits for its turn in the store, which takes seconds.
 */
export async function eraseInEvents(
  events: EventStore,
  workspaceId: WorkspaceId,
  subject: Subject,
  instead: string,
): Promise<void> {
  const users = [...subject.users]
  const everywhere = patternOf([...subject.everywhere, ...subject.users])
  const here = patternOf([...subject.everywhere, ...subject.users, ...subject.here])
  const ours = 'workspace_id = {workspaceId:UUID}'
  const own = `delete where ${ours} and (user_key in {users:Array(String)} or person_key in {users:Array(String)})`
  const cleaned = (column: string, text = column, type = '') =>
    [
      [everywhere, '{everywhere:String}', ours],
      [here, '{here:String}', `${ours} and account_id = {accountId:UUID}`],
    ].flatMap(([pattern, words, where]) =>
      pattern === ''
        ? []
        : [
            `update ${column} = replaceRegexpAll(${text}, ${words}, {instead:String})${type} where ${where} and match(${text}, ${words})`,
          ],
    )
  const changes = {
    events: [
      ...(users.length > 0 ? [own] : []),
      ...cleaned('props', 'toString(props)', '::JSON(max_dynamic_paths = 64)'),
    ],
    usage_days: users.length > 0 ? [own] : [],
    fact_history: cleaned('text'),
    past_facts: cleaned('text'),
  }
  const params = {
    workspaceId,
    users,
    accountId: subject.accountId,
    everywhere: `(?i)${everywhere}`,
    here: `(?i)${here}`,
    instead,
  }
  await Promise.all(
    Object.entries(changes).map(async ([table, commands]) => {
      if (commands.length > 0)
        await events.command(`alter table ${table} ${commands.join(', ')} settings mutations_sync = 2`, params)
    }),
  )
}
