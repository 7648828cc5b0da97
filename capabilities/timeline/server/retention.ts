import { sql } from 'kysely'
import { changed, counted, type Older, type Retention, unheld } from '#capabilities/access/server/index.ts'

/** Tables with what was said with customers, when it was, and which columns hold the words. */
const places = [
  { table: 'activities', at: 'at', words: ['title', 'body'], none: sql`''` },
  { table: 'inquiries', at: 'opened_at', words: ['subject', 'body'], none: sql`''` },
  { table: 'survey_answers', at: 'answered_at', words: ['comment'], none: sql`null` },
] as const

type Place = (typeof places)[number]

const found = ({ table, at, words }: Place, older: Older) => sql`
  select t.id from ${sql.id(table)} t where t.workspace_id = ${older.workspaceId} and t.${sql.id(at)} < ${older.before}
    and (${sql.join(
      words.map((word) => sql`coalesce(t.${sql.id(word)}, '') <> ''`),
      sql` or `,
    )}) and ${unheld(sql`t.account_id`, older)}`

/** Texts of activities, inquiries and answers go; that there was one, when and of what kind stays. */
export const timelineRetention: readonly Retention[] = places.map((place) => ({
  kind: 'timeline',
  count: (tx, older) => counted(tx, found(place, older)),
  take: (tools, older, atMost) =>
    changed(
      tools,
      older,
      sql`update ${sql.id(place.table)} set ${sql.join(place.words.map((word) => sql`${sql.id(word)} = ${place.none}`))}
        where workspace_id = ${older.workspaceId} and id in (${found(place, older)} limit ${atMost})`,
    ),
}))
