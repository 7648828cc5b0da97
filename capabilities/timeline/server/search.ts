import { sql } from 'kysely'
import type { z } from 'zod'
import { startOfDay } from '#capabilities/facts/server/index.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import { refused } from '#platform/http/refusal.ts'
import type { foundSchema, searchRoute } from '../contract/search.ts'
import { excerpt, passages } from '../core/found.ts'
import { readPosition, writePosition } from '../core/position.ts'
import { gramsOfWord, likePattern, searchWords } from '../core/searchWords.ts'
import type { EntryType } from '../core/words.ts'
import { readActivities, readInquiries, readSurveyAnswers } from './read.ts'
import { wantedKinds } from './stream.ts'

type Asked = z.output<NonNullable<(typeof searchRoute)['~orpc']['inputSchema']>>
type Answer = z.output<NonNullable<(typeof searchRoute)['~orpc']['outputSchema']>>
type Found = z.infer<typeof foundSchema>
type Picked = { type: EntryType; id: string; at: number }
/** An entry as it is shown, before it is told what in it was found. */
type Said = Omit<Found, 'account' | 'title' | 'excerpt'> & { accountId: string; title: string; body: string }

/** What was said with customers and holds all words that were typed, latest first. */
export async function searchTimeline(tx: Tx, timeZone: string, asked: Asked): Promise<Answer> {
  const words = searchWords(asked.search)
  const picked = words.length === 0 ? [] : await pick(tx, timeZone, asked, words)
  const shown = picked.slice(0, asked.limit)
  const last = shown.at(-1)
  return {
    rows: await load(tx, shown, words),
    next: picked.length > shown.length && last ? writePosition(last) : null,
    isComplete: await isComplete(tx),
  }
}

async function pick(tx: Tx, timeZone: string, asked: Asked, words: readonly string[]): Promise<Picked[]> {
  const after = asked.cursor === undefined ? null : readPosition(asked.cursor)
  if (asked.cursor !== undefined && !after) throw refused([{ field: 'cursor', rule: 'unknown_cursor' }])
  const midnight = (day: string | undefined, days: number) =>
    day === undefined ? null : new Date(startOfDay(addDays(day as Day, days), timeZone))
  const { rows } = await sql<Picked>`
    select type, id, (extract(epoch from at) * 1000000)::bigint as at from find_entries(
      ${words.map(likePattern)}::text[], ${[...new Set(words.flatMap(gramsOfWord))]}::text[], ${asked.accountId ?? null}::uuid,
      ${asked.authorId ?? null}::uuid, ${kindsOf(asked.kinds)}::text[], ${midnight(asked.from, 0)}::timestamptz,
      ${midnight(asked.until, 1)}::timestamptz,
      ${after ? sql`(timestamptz 'epoch' + ${after.at} * interval '1 microsecond')` : null}::timestamptz, ${after?.id ?? null}::uuid,
      ${asked.limit + 1}) as found
  `.execute(tx)
  return rows
}

function kindsOf(text: string | undefined): string[] | null {
  if (!text) return null
  const { activities, inquiries, surveys } = wantedKinds(text)
  return [...activities, ...(inquiries ? ['inquiry'] : []), ...(surveys ? ['survey'] : [])]
}

/** What was picked as it stands and may be seen now; what has changed since does not come along. */
async function load(tx: Tx, picked: readonly Picked[], words: readonly string[]): Promise<Found[]> {
  if (picked.length === 0) return []
  const ids = (type: EntryType) => picked.filter((one) => one.type === type).map((one) => one.id)
  const said = new Map<string, Said>()
  for (const { id, kind, at, accountId, contacts, authorName, title, body } of await readActivities(
    tx,
    sql`a.id = any(${ids('activity')}::uuid[]) and a.archived_at is null`,
  ))
    said.set(id, { type: 'activity', id, kind, at, accountId, people: named(contacts, authorName), title, body })
  for (const { id, openedAt: at, accountId, contact, externalId, subject, topic, body } of await readInquiries(
    tx,
    sql`q.id = any(${ids('inquiry')}::uuid[]) and q.archived_at is null`,
  )) {
    const title = [externalId && `#${externalId}`, subject, topic].filter(Boolean).join(' ')
    said.set(id, { type: 'inquiry', id, kind: 'inquiry', at, accountId, people: named([contact]), title, body })
  }
  for (const { id, answeredAt: at, accountId, contact, kind, comment } of await readSurveyAnswers(
    tx,
    sql`s.id = any(${ids('survey')}::uuid[])`,
  )) {
    const [title, body] = [kind.toUpperCase(), comment ?? '']
    said.set(id, { type: 'survey', id, kind: 'survey', at, accountId, people: named([contact]), title, body })
  }
  const names = await namesOf(
    tx,
    Array.from(said.values(), ({ accountId }) => accountId),
  )
  return picked.flatMap(({ id }) => {
    const one = said.get(id)
    const name = one && names.get(one.accountId)
    if (!one || name === undefined) return []
    const { accountId, title, body, ...rest } = one
    return { ...rest, account: { id: accountId, name }, title: passages(title, words), excerpt: excerpt(body, words) }
  })
}

function named(contacts: readonly ({ name: string } | null)[], author: string | null = null): string[] {
  return [...contacts.map((contact) => contact?.name), author].filter((name) => name != null)
}

async function namesOf(tx: Tx, accounts: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from accounts where id = any(${[...new Set(accounts)]}::uuid[])
  `.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

async function isComplete(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ filled: boolean }>`select timeline_filled() as filled`.execute(tx)
  return rows[0]!.filled
}
