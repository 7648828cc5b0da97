import { sql } from 'kysely'
import type { z } from 'zod'
import type { Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { refused } from '#platform/http/refusal.ts'
import type { entrySchema } from '../contract.ts'
import { activityKinds } from '../core/words.ts'
import { readPosition, writePosition } from '../core/position.ts'
import { type Inquiry, readActivities, readInquiries, readSurveyAnswers } from './read.ts'

export type Entry = z.infer<typeof entrySchema>
type Asked = {
  account: AccountId
  limit: number
  cursor?: string | undefined
  kinds?: string | undefined
  /** Only what happened before this instant, as it stood then. */
  before?: Date | undefined
}
type Picked = { type: Entry['type']; id: string; at: number }

/** What happened with a customer, latest first: activities, inquiries and answers as one stream. */
export async function readStream(tx: Tx, asked: Asked): Promise<{ entries: Entry[]; next: string | null }> {
  const picked = await pick(tx, asked)
  const shown = picked.slice(0, asked.limit)
  const entries = await load(tx, shown, asked.before)
  const last = shown.at(-1)
  return { entries, next: picked.length > shown.length && last ? writePosition(last) : null }
}

async function pick(tx: Tx, { account, limit, cursor, kinds, before }: Asked): Promise<Picked[]> {
  const after = cursor === undefined ? null : readPosition(cursor)
  if (cursor !== undefined && !after) throw refused([{ field: 'cursor', rule: 'unknown_cursor' }])
  const wanted = wantedKinds(kinds)
  const part = (type: Entry['type'], table: string, moment: string, activities: readonly string[] | null) => {
    const at = sql.id(moment)
    return sql`(
      select ${type} as type, id, (extract(epoch from ${at}) * 1000000)::bigint as at, ${at} as moment from ${sql.id(table)}
      where account_id = ${account} ${table === 'survey_answers' ? sql`` : sql`and archived_at is null`}
        ${activities ? sql`and kind = any(${activities}::text[])` : sql``}
        ${before ? sql`and ${at} < ${before}` : sql``}
        ${after ? sql`and (${at}, id) < (timestamptz 'epoch' + ${after.at} * interval '1 microsecond', ${after.id}::uuid)` : sql``}
      order by ${at} desc, id desc limit ${limit + 1}
    )`
  }
  const parts = [
    ...(wanted.activities.length > 0 ? [part('activity', 'activities', 'at', wanted.activities)] : []),
    ...(wanted.inquiries ? [part('inquiry', 'inquiries', 'opened_at', null)] : []),
    ...(wanted.surveys ? [part('survey', 'survey_answers', 'answered_at', null)] : []),
  ]
  if (parts.length === 0) return []
  const { rows } = await sql<Picked>`
    select * from (${sql.join(parts, sql` union all `)}) as picked order by moment desc, id desc limit ${limit + 1}
  `.execute(tx)
  return rows
}

/** Types and kinds that a text separated by commas names; nothing named: all. */
export function wantedKinds(text: string | undefined) {
  const words = (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
  const known: readonly string[] = [...activityKinds, 'inquiry', 'survey']
  const strange = words.filter((word) => !known.includes(word))
  if (strange.length > 0) throw refused(strange.map((value) => ({ field: 'kinds', value, rule: 'unknown_choice' })))
  const has = (word: string) => words.length === 0 || words.includes(word)
  return { activities: activityKinds.filter(has), inquiries: has('inquiry'), surveys: has('survey') }
}

async function load(tx: Tx, picked: readonly Picked[], before: Date | undefined): Promise<Entry[]> {
  const ids = (type: Entry['type']) => picked.filter((one) => one.type === type).map((one) => one.id)
  const entries = new Map<string, Entry>()
  for (const activity of await readActivities(tx, sql`a.id = any(${ids('activity')}::uuid[])`))
    entries.set(activity.id, { type: 'activity', at: activity.at, activity })
  for (const inquiry of await readInquiries(tx, sql`q.id = any(${ids('inquiry')}::uuid[])`))
    entries.set(inquiry.id, {
      type: 'inquiry',
      at: inquiry.openedAt,
      inquiry: before ? stoodAt(inquiry, before) : inquiry,
    })
  for (const survey of await readSurveyAnswers(tx, sql`s.id = any(${ids('survey')}::uuid[])`))
    entries.set(survey.id, { type: 'survey', at: survey.answeredAt, survey })
  return picked.flatMap(({ id }) => entries.get(id) ?? [])
}

/** An inquiry as it stood at an instant; whether it was escalated by then nobody can tell while it was open. */
function stoodAt(inquiry: Inquiry, before: Date): Inquiry {
  const by = (at: string | null) => (at !== null && Date.parse(at) < before.getTime() ? at : null)
  const firstAnsweredAt = by(inquiry.firstAnsweredAt)
  if (by(inquiry.solvedAt) !== null) return { ...inquiry, firstAnsweredAt }
  return { ...inquiry, firstAnsweredAt, solvedAt: null, satisfaction: null, escalated: false }
}

/** The day each contact of an account last took part in something. */
export async function readTouches(
  tx: Tx,
  account: AccountId,
  timeZone: string,
  now: Date,
): Promise<{ contactId: string; lastOn: Day }[]> {
  const { rows } = await sql<{ contactId: string; lastOn: Day }>`
    select contact as "contactId", max((at at time zone ${timeZone})::date) as "lastOn"
    from activities, unnest(contact_ids) as contact
    where account_id = ${account} and archived_at is null and kind <> 'note' and at <= ${now} group by contact
  `.execute(tx)
  return rows
}
