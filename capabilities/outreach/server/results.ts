import { sql } from 'kysely'
import type { z } from 'zod'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { resultRoutes } from '../contract/results.ts'
import { readSequences } from './sequences.ts'
import { readSettings } from './settings.ts'
import { readTemplates } from './templates.ts'

type Results = z.input<NonNullable<(typeof resultRoutes.results)['~orpc']['outputSchema']>>
type Figures = Results['all']
type Row = Figures & {
  template: string | null
  sequence: string | null
  mail: string | null
  broadcast: string | null
  name: string | null
  half: 'a' | 'b' | null
  heldJudged: number
  heldReached: number
}

const none: Figures = { sent: 0, bounced: 0, replied: 0, unsubscribed: 0, skipped: 0, judged: 0, reached: 0 }
const added = (a: Figures, b: Figures): Figures => ({
  sent: a.sent + b.sent,
  bounced: a.bounced + b.bounced,
  replied: a.replied + b.replied,
  unsubscribed: a.unsubscribed + b.unsubscribed,
  skipped: a.skipped + b.skipped,
  judged: a.judged + b.judged,
  reached: a.reached + b.reached,
})

/**
 * What became of the mails of some days, counted in one pass. A mail is judged when `reachDays` have gone by since, or
 * what it was for was reached before; the same is asked of customers who were held out, from the moment they would have
 * had it. Mails without a purpose are not judged.
 */
export async function readResults(
  tx: Tx,
  workspaceId: WorkspaceId,
  { days, now }: { days: number; now: Date },
): Promise<Results> {
  const { reachDays } = await readSettings(tx, workspaceId)
  const since = new Date(now.getTime() - days * 86_400_000)
  const matured = new Date(now.getTime() - reachDays * 86_400_000)
  const inTime = sql`m.reached_at is not null and m.reached_at <= m.decided_at + ${reachDays} * interval '1 day'`
  const isJudged = sql`purposeful and (${inTime} or m.decided_at <= ${matured})`
  const wasSent = sql`m.status in ('queued', 'sent', 'failed')`
  const { rows } = await sql<Row>`
    with messages as (
      select m.*, r.sequence_key, s.definition as sequence_definition,
        coalesce(x.mail -> 'purpose' ->> 'is', 'none') = 'step' as purposeful, x.mail ->> 'template' as planned_template
      from outreach_messages m
        left join outreach_runs r on r.workspace_id = m.workspace_id and r.id = m.run_id
        left join outreach_sequences s on s.workspace_id = r.workspace_id and s.key = r.sequence_key and s.retired_at is null
        left join lateral (
          select mail from jsonb_array_elements(s.definition -> 'mails') mail where mail ->> 'key' = m.mail_key limit 1) x on true
      where m.workspace_id = ${workspaceId} and m.decided_at >= ${since}
    )
    select coalesce(t.key, m.planned_template) as template, m.sequence_key as sequence, m.mail_key as mail,
      m.broadcast_id as broadcast, b.name, m.half,
      count(*) filter (where ${wasSent})::int as sent,
      count(*) filter (where m.status = 'failed' and m.detail = 'bounced')::int as bounced,
      count(*) filter (where m.replied_at is not null)::int as replied,
      count(*) filter (where u.mail_id is not null)::int as unsubscribed,
      count(*) filter (where m.status = 'skipped')::int as skipped,
      count(*) filter (where m.status in ('queued', 'sent') and ${isJudged})::int as judged,
      count(*) filter (where m.status in ('queued', 'sent') and purposeful and ${inTime})::int as reached,
      count(*) filter (where m.status = 'held_out' and ${isJudged})::int as "heldJudged",
      count(*) filter (where m.status = 'held_out' and purposeful and ${inTime})::int as "heldReached"
    from messages m
      left join outreach_templates t on t.workspace_id = m.workspace_id and t.id = m.template_id
      left join outreach_broadcasts b on b.workspace_id = m.workspace_id and b.id = m.broadcast_id
      left join (select distinct mail_id from mail_suppressions where workspace_id = ${workspaceId} and reason = 'unsubscribed') u
        on u.mail_id = m.id
    group by 1, 2, 3, 4, 5, 6
  `.execute(tx)
  const templates = new Map((await readTemplates(tx, workspaceId)).map((one) => [one.key, one.definition.name]))
  const sequences = new Map((await readSequences(tx, workspaceId)).map((one) => [one.key, one.definition]))
  const sum = (some: readonly Row[]) => some.reduce(added, none)
  const ofTemplates = Map.groupBy(
    rows.filter(({ template }) => template !== null),
    ({ template }) => template!,
  )
  const ofBroadcasts = Map.groupBy(
    rows.filter(({ broadcast }) => broadcast !== null),
    ({ broadcast, half }) => `${broadcast} ${half ?? ''}`,
  )
  const ofMails = Map.groupBy(
    rows.filter(({ sequence }) => sequence !== null),
    ({ sequence, mail }) => `${sequence} ${mail}`,
  )
  return {
    reachDays,
    all: sum(rows),
    templates: [...ofTemplates]
      .map(([key, some]) => ({ key, name: templates.get(key) ?? { ja: key, en: key }, ...sum(some) }))
      .toSorted((a, b) => b.sent - a.sent),
    mails: [...ofMails.values()].flatMap((some) => {
      const { sequence, mail } = some[0]!
      const definition = sequences.get(sequence!)
      if (!definition) return []
      const held = {
        judged: some.reduce((all, one) => all + one.heldJudged, 0),
        reached: some.reduce((all, one) => all + one.heldReached, 0),
      }
      const key = definition.mails.find((one) => one.key === mail)?.template
      const template = (key && templates.get(key)) || null
      return [
        { sequence: { key: sequence!, name: definition.name }, mail: mail!, template, heldOut: held, ...sum(some) },
      ]
    }),
    broadcasts: [...ofBroadcasts.values()].map((some) => {
      const { broadcast, name, half } = some[0]!
      return { id: broadcast!, name: name ?? '', half, ...sum(some) }
    }),
  }
}
