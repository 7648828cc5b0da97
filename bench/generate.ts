import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { sql } from 'kysely'
import { addPerson } from '#capabilities/access/server/index.ts'
import { accountSearchText, sortReading } from '#capabilities/accounts/core/searchText.ts'
import { uuidV7 } from '#kernel/id.ts'
import type { Database, Tx } from '#platform/database/scope.ts'
import type { DatabaseServer } from '#platform/database/server.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Workspace } from '#platform/http/context.ts'
import { places, trades } from '#start/demo/words.ts'
import { withClient } from '#platform/database/client.ts'

/** The stores to fill; an owner's login, for the statistics that plans are made by. */
export type Grounds = { database: Database; events: EventStore; stores: { server: DatabaseServer } }

/**
 * Fills a workspace with made-up customers: per customer three people, a contract with a line and two prices, three
 * conversations, one or two inquiries, perhaps a survey answer, and twelve weeks of use, which goes straight into the
 * roll-up of the event store, past journal and ingest.
 */
export async function generate(ground: Grounds, workspace: Workspace, accounts: number): Promise<void> {
  const { database, events, stores } = ground
  await database.workspace(workspace.id, async (tx) => {
    await people(tx, workspace)
    for (let from = 0; from < accounts; from += 10_000)
      await customers(tx, workspace, from, Math.min(accounts, from + 10_000))
    await sql.raw(belongings.replaceAll(':workspace', `'${workspace.id}'::uuid`)).execute(tx)
  })
  await withClient(stores.server.login('owner'), (owner) => owner.query('analyze'))
  await use(events, workspace, accounts)
}

const belongings = fs.readFileSync(new URL('./belongings.sql', import.meta.url), 'utf8')

async function people(tx: Tx, workspace: Workspace): Promise<void> {
  for (let i = 1; i <= 40; i++)
    await addPerson(tx, workspace.id, {
      userId: `bench-${workspace.id}-${i}`,
      name: `担当 ${i}`,
      email: `csm${i}@example.jp`,
      role: 'csm',
    })
}

/** The ids of customers as the product makes them, where four are taken in each millisecond. */
function idOf(i: number): string {
  return uuidV7(Date.UTC(2026, 0, 5) + i / 4, createHash('md5').update(`account-${i}`).digest())
}

function customer(i: number) {
  const trade = trades[i % trades.length]!
  const place = places[Math.floor(i / 7) % places.length]!
  const second = places[Math.floor(i / 229) % places.length]!
  const word = trade.words[Math.floor(i / 3) % trade.words.length]!
  const [bare, nameKana] = [`${place[0]}${second[0]}${word[0]}`, `${place[1]}${second[1]}${word[1]}`]
  const account = { name: i % 3 === 0 ? `${bare}株式会社` : `株式会社${bare}`, nameKana, nameEn: null }
  const { industry } = trade
  return {
    i,
    id: idOf(i),
    name: account.name,
    kana: nameKana,
    industry,
    search: accountSearchText(account),
    reading: sortReading(account),
  }
}

/** Made-up customers by name, reading and attributes alone. */
export async function customers(tx: Tx, workspace: Workspace, from: number, to: number): Promise<void> {
  const rows = Array.from({ length: to - from }, (_, at) => customer(from + at))
  await sql`
    insert into accounts (workspace_id, id, name, name_kana, search_text, reading, industry, employees, region, country,
      signed_up_on, touch_model, usage_pattern, adopter_category, success_type, tags)
    select ${workspace.id}::uuid, id, name, kana, search, reading, industry, 10 + (i % 5000 * 7919) % 5000,
      (array['北海道', '東北', '関東', '中部', '近畿', '中国', '四国', '九州'])[1 + i % 8], 'JP',
      current_date - 30 - (i % 1200 * 1047) % 1200, (array['high', 'low', 'tech'])[1 + (i * 31) % 3],
      (array['部門', '全社', '個人'])[1 + (i * 13) % 3],
      (array['innovator', 'early_adopter', 'early_majority', 'late_majority', 'laggard'])[1 + (i * 17) % 5],
      (array['light', 'deep'])[1 + i % 2],
      case when i % 11 = 0 then array['VIP', '事例'] when i % 5 = 0 then array['拡大候補'] else '{}' end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as a (i int, id uuid, name text, kana text, industry text, search text, reading text)
  `.execute(tx)
}

/** Six users a customer, each on some days of the last twelve weeks, two of six features a day: 84 rows or so each. */
async function use(events: EventStore, workspace: Workspace, accounts: number): Promise<void> {
  const step = 20_000
  for (let from = 0; from < accounts; from += step) {
    await events.command(
      `insert into usage_days
         (workspace_id, account_id, day, kind, event, user_key, chunk, person_key, uses, last_at, version, gone)
       select {workspace:UUID}, account, today() - ago, 'track', ['viewed', 'created', 'edited', 'shared', 'exported', 'planned'][1 + feature],
         concat(toString(account), '-', toString(person)) as who, 1, who, 1 + luck % 9,
         toDateTime64(today() - ago, 3, 'UTC') + toIntervalHour(9), 1, 0
       from (
         select account, person, ago, feature, cityHash64(account, person, ago, feature) as luck from (
           select arrayJoin({accounts:Array(UUID)}) as account, arrayJoin(range(6)) as person, arrayJoin(range(84)) as ago,
             cityHash64(account, person) % 1000 as keen, cityHash64(account, person, ago) as today_luck, arrayJoin([today_luck % 6, (today_luck + 1) % 6]) as feature
           where today_luck % 12000 < keen
         )
       )`,
      {
        workspace: workspace.id,
        accounts: Array.from({ length: Math.min(step, accounts - from) }, (_, at) => idOf(from + at)),
      },
    )
  }
}
