import { sql } from 'kysely'
import { markDirty } from '#capabilities/facts/server/index.ts'
import { acceptEvents } from '#capabilities/usage/server/index.ts'
import { type AccountId, uuidV7, type WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Live } from '#platform/http/live.ts'
import type { Random } from './random.ts'
import { insertRows } from './rows.ts'
import { trackNow } from './track.ts'
import { inquiryTopics } from './words.ts'

type Scene = { tx: Tx; workspace: WorkspaceId; random: Random; now: Date; live: Live }
type Place = { id: AccountId; number: string; domain: string; contact: string; executive: string }

/** Something that happens at one customer, and can be seen to move its score or to raise a CTA. */
export type Moment = (scene: Scene) => Promise<void>

/** One customer for which `where` (SQL over account_facts, written here) holds and nothing is open yet. */
async function place({ tx, workspace }: Scene, where: string): Promise<Place | null> {
  const { rows } = await sql<Place>`
    select f.account_id as id, x.external_id as number, a.domains[1] as domain,
      (select id from contacts c where c.workspace_id = f.workspace_id and c.account_id = f.account_id
        and not 'decision_maker' = any(c.roles) order by id limit 1) as contact,
      (select id from contacts c where c.workspace_id = f.workspace_id and c.account_id = f.account_id
        and 'decision_maker' = any(c.roles) order by id limit 1) as executive
    from account_facts f
    join accounts a on a.workspace_id = f.workspace_id and a.id = f.account_id
    join account_external_ids x on x.workspace_id = f.workspace_id and x.account_id = f.account_id and x.source = 'product'
    where f.workspace_id = ${workspace} and f."contract.state" = 'active' and ${sql.raw(where)}
    order by random() limit 1
  `.execute(tx)
  return rows[0] ?? null
}

async function tell({ tx, workspace, live }: Scene, account: AccountId): Promise<void> {
  await markDirty(tx, workspace, [account])
  await live.publish(workspace, { topic: 'account', ids: [account] }, tx)
}

const newId = (now: Date) => uuidV7(now.getTime(), crypto.getRandomValues(new Uint8Array(10)))

async function inquire(scene: Scene, at: Place, count: number, satisfaction: number | null): Promise<void> {
  const { tx, workspace, now, random } = scene
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
    Array.from({ length: count }, () => {
      const [topic, subject, body] = random.pick(inquiryTopics)
      const solved = satisfaction === null ? null : now.toISOString()
      return {
        workspace_id: workspace,
        id: newId(now),
        account_id: at.id,
        contact_id: at.contact,
        subject,
        body,
        topic,
        severity: 'high',
        opened_at: new Date(now.getTime() - 3_600_000).toISOString(),
        first_answered_at: solved,
        solved_at: solved,
        satisfaction,
        escalated: false,
        custom: {},
      }
    }),
  )
  await tell(scene, at.id)
}

/** An answered inquiry comes back with the lowest satisfaction. */
const unhappyAnswer: Moment = async (scene) => {
  const at = await place(scene, `f."health.grade" = 'healthy' and coalesce(f."cta.open_count", 0) = 0`)
  if (at) await inquire(scene, at, 2, 1)
}

/** Inquiries pile up within the hour. */
const pileOfInquiries: Moment = async (scene) => {
  const at = await place(scene, `f."health.grade" <> 'risk' and coalesce(f."inquiry.count_7d", 0) < 2`)
  if (at) await inquire(scene, at, 7, null)
}

/** The decision maker who was out of reach is met at last. */
const executiveMet: Moment = async (scene) => {
  const { tx, workspace, now } = scene
  const at = await place(scene, `f."contacts.decision_maker.last_touch_on" < current_date - 90`)
  if (!at) return
  await insertRows(
    tx,
    'activities',
    {
      workspace_id: 'uuid',
      id: 'uuid',
      account_id: 'uuid',
      kind: 'text',
      at: 'timestamptz',
      contact_ids: 'uuid[]',
      title: 'text',
      body: 'text',
      source: 'text',
    },
    [
      {
        workspace_id: workspace,
        id: newId(now),
        account_id: at.id,
        kind: 'meeting',
        at: now.toISOString(),
        contact_ids: [at.executive],
        title: '役員報告会',
        body: '点検の集計時間が月18時間減ったことを報告しました。来期の対象拠点の追加を前向きに検討いただけます。',
        source: 'app',
      },
    ],
  )
  await tell(scene, at.id)
}

/** A second department begins to use the product: nearly all seats are taken. */
const seatsFill: Moment = async (scene) => {
  const { tx, workspace, now, random } = scene
  const at = await place(scene, `f."metric.licence_use" between 50 and 88 and f."contract.seats" between 6 and 60`)
  if (!at) return
  const { rows } = await sql<{ seats: number }>`
    select "contract.seats" as seats from account_facts where workspace_id = ${workspace} and account_id = ${at.id}
  `.execute(tx)
  const users = Array.from({ length: Math.ceil((rows[0]?.seats ?? 0) * 0.97) }, (_, i) => `user${i + 1}@${at.domain}`)
  await acceptEvents(
    tx,
    workspace,
    users.map((user) => trackNow(user, at.number, random, now)),
  )
}

/** Told one after the other. */
export const moments: readonly Moment[] = [unhappyAnswer, seatsFill, executiveMet, pileOfInquiries]
