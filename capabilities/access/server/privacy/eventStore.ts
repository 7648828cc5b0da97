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

/** The same in the event store, which holds what the journal held. Doing it twice is doing it once. */
export async function eraseInEvents(
  events: EventStore,
  workspaceId: WorkspaceId,
  subject: Subject,
  instead: string,
): Promise<void> {
  const settle = 'settings mutations_sync = 2'
  const users = { workspaceId, users: [...subject.users] }
  const own =
    'workspace_id = {workspaceId:UUID} and (user_key in {users:Array(String)} or person_key in {users:Array(String)})'
  for (const table of ['events', 'usage_days'])
    if (subject.users.length > 0) await events.command(`alter table ${table} delete where ${own} ${settle}`, users)
  const everywhere = patternOf([...subject.everywhere, ...subject.users])
  const all = patternOf([...subject.everywhere, ...subject.users, ...subject.here])
  if (!all) return
  const theirs = 'and account_id = {accountId:UUID}'
  const each = [...(everywhere ? [{ pattern: everywhere, where: '' }] : []), { pattern: all, where: theirs }]
  for (const { pattern, where } of each) {
    const params = { workspaceId, accountId: subject.accountId, pattern: `(?i)${pattern}`, instead }
    const clean = (column: string) => `replaceRegexpAll(${column}, {pattern:String}, {instead:String})`
    const of = `workspace_id = {workspaceId:UUID} ${where}`
    await events.command(
      `alter table events update props = ${clean('toString(props)')}::JSON(max_dynamic_paths = 64)
      where ${of} and match(toString(props), {pattern:String}) ${settle}`,
      params,
    )
    for (const table of ['fact_history', 'past_facts'])
      await events.command(
        `alter table ${table} update text = ${clean('text')} where ${of} and match(text, {pattern:String}) ${settle}`,
        params,
      )
  }
}
