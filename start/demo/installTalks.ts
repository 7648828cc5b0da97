import { addDays, type Day, daysBetween } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Customer } from './customer.ts'
import { type Owned, instant } from './installCustomers.ts'
import { insertRows } from './rows.ts'
import type { Activity, Talks } from './talks.ts'

/** Nobody writes to customers with tech touch by hand: their mails are a sequence's. */
const isByMachine = ({ touchModel }: Customer, { kind }: Activity) => touchModel === 'tech' && kind === 'mail'

/** Meetings, mails, inquiries and survey answers. */
export async function installTalks(
  tx: Tx,
  { workspace, staff, customers }: Owned,
  talks: ReadonlyMap<string, Talks>,
  today: Day,
): Promise<void> {
  const of = <T>(read: (customer: Customer, talk: Talks) => T[]): T[] =>
    customers.flatMap((c) => read(c, talks.get(c.id)!))
  await insertRows(
    tx,
    'activities',
    {
      workspace_id: 'uuid',
      id: 'uuid',
      account_id: 'uuid',
      kind: 'text',
      at: 'timestamptz',
      author_id: 'uuid',
      contact_ids: 'uuid[]',
      direction: 'text',
      title: 'text',
      body: 'text',
      source: 'text',
    },
    of((c, t) =>
      t.activities.map((a) => ({
        workspace_id: workspace,
        id: a.id,
        account_id: c.id,
        kind: a.kind,
        at: instant(a.on, a.hour),
        author_id: c.csm === null || isByMachine(c, a) ? null : staff[c.csm],
        contact_ids: a.contactIds,
        direction: a.kind === 'mail' ? 'out' : null,
        title: a.title,
        body: a.body,
        source: isByMachine(c, a) ? 'outreach' : 'app',
      })),
    ),
  )
  await insertRows(
    tx,
    'inquiries',
    {
      workspace_id: 'uuid',
      id: 'uuid',
      account_id: 'uuid',
      contact_id: 'uuid',
      subject: 'text',
      body: 'text',
      topic: 'text',
      severity: 'text',
      opened_at: 'timestamptz',
      first_answered_at: 'timestamptz',
      solved_at: 'timestamptz',
      satisfaction: 'numeric',
      escalated: 'boolean',
      custom: 'jsonb',
    },
    of((c, t) =>
      t.inquiries.map((i) => {
        const solvedOn = i.hoursToSolve === null ? null : addDays(i.openedOn, Math.floor(i.hoursToSolve / 24))
        const solved = solvedOn && daysBetween(solvedOn, today) > 0
        return {
          workspace_id: workspace,
          id: i.id,
          account_id: c.id,
          contact_id: i.contactId,
          subject: i.subject,
          body: i.body,
          topic: i.topic,
          severity: i.severity,
          opened_at: instant(i.openedOn, i.hour),
          first_answered_at: instant(i.openedOn, i.hour + i.hoursToAnswer, 10 * (i.subject.length % 6)),
          solved_at: solved ? instant(i.openedOn, i.hour + (i.hoursToSolve ?? 0)) : null,
          satisfaction: solved ? i.satisfaction : null,
          escalated: i.escalated,
          custom: {},
        }
      }),
    ),
  )
  await insertRows(
    tx,
    'survey_answers',
    {
      workspace_id: 'uuid',
      id: 'uuid',
      account_id: 'uuid',
      contact_id: 'uuid',
      kind: 'text',
      score: 'numeric',
      comment: 'text',
      answered_at: 'timestamptz',
    },
    of((c, t) =>
      t.surveys.map((s) => ({
        workspace_id: workspace,
        id: s.id,
        account_id: c.id,
        contact_id: s.contactId,
        kind: s.kind,
        score: s.score,
        comment: s.comment,
        answered_at: instant(s.on, 12),
      })),
    ),
  )
}
