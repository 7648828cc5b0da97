import { existsSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { type ImportFileOptions, importFile } from '#capabilities/connect/server/index.ts'
import type { ImportParts } from '#capabilities/connect/server/parts.ts'
import type { Workspace } from '#platform/http/context.ts'
import { importParts } from '#test/build/importParts.ts'
import { sharedData } from '#test/build/shared.ts'
import { type TestDatabase, testDatabase } from '#test/servers/database.ts'
import { testWorkspace } from '#test/servers/workspace.ts'

// Data that others made; it lies beside the repository and is no part of it.
const shared = sharedData
const expectedOf = (folder: string) => JSON.parse(readFileSync(`${shared}/${folder}/expected.json`, 'utf8'))

let database: TestDatabase
let workspace: Workspace
let parts: ImportParts
const started = async (given: Partial<Workspace>) => {
  database = await testDatabase()
  workspace = await testWorkspace(database, given)
  parts = await importParts(database)
}
const take = (file: string, more: Partial<ImportFileOptions> = {}) =>
  importFile(parts, { file: `${shared}/${file}`, workspaceId: workspace.id, ...more })
const ask = async <Row>(query: ReturnType<typeof sql<Row>>) =>
  (await database.workspace(workspace.id, (tx) => query.execute(tx))).rows

describe.skipIf(!existsSync(`${shared}/ravenstack`))('RavenStack, five files as they are', () => {
  const expected = existsSync(`${shared}/ravenstack`) ? expectedOf('ravenstack') : {}
  beforeAll(() => started({ currency: 'USD', timeZone: 'UTC' }))

  test('every customer is taken', async () => {
    const { import: done, issues } = await take('ravenstack/accounts.csv')
    expect(done).toMatchObject({
      kind: 'accounts',
      status: 'done',
      counts: { created: expected.rows.accounts, rejected: 0 },
    })
    expect(issues).toEqual([])
    const [row] = await ask(sql`select name, industry, country, signed_up_on from accounts where name = 'Company_0'`)
    expect(row).toEqual({ name: 'Company_0', industry: 'EdTech', country: 'US', signed_up_on: '2024-10-16' })
  })

  test('every subscription is a contract line; those that end before they start are told of one by one', async () => {
    const { import: done, issues } = await take('ravenstack/subscriptions.csv')
    expect(done).toMatchObject({
      kind: 'contract_lines',
      counts: { created: expected.rows.subscriptions, rejected: 0 },
    })
    const dirty = issues.filter((issue) => issue.rule === 'end_not_after_start')
    expect(dirty).toHaveLength(expected.quality.subscriptions_with_end_not_after_start)
  })

  test('MRR at every month end is what others computed, to the unit', async () => {
    for (const month of expected.mrr_by_month) {
      const [row] = await ask<{ mrr: number; customers: number }>(sql`
        with lines as (
          select v.account_id, sum(v.amount) as mrr from contract_line_versions v
          join contract_lines l on l.id = v.line_id and l.archived_at is null, lateral (
            select (${`${month.month}-01`}::date + interval '1 month - 1 day')::date as on
          ) as last
          where not v.trial and v.start_on <= last.on and (v.end_on is null or v.end_on > last.on) group by 1
        )
        select coalesce(sum(mrr), 0) as mrr, count(*) filter (where mrr > 0) as customers from lines
      `)
      expect([month.month, row]).toEqual([month.month, { mrr: month.end_mrr * 100, customers: month.customers_end }])
    }
  })

  test('every ticket is an inquiry, with its answer, its solution and its judgement', async () => {
    const { import: done } = await take('ravenstack/support_tickets.csv')
    expect(done).toMatchObject({ kind: 'inquiries', counts: { created: expected.rows.support_tickets, rejected: 0 } })
    const [row] = await ask<Record<string, number>>(sql`
      select count(*) filter (where satisfaction is null) as unjudged, round(avg(satisfaction), 5) as mean,
        count(*) filter (where escalated) as escalated,
        round(avg(extract(epoch from first_answered_at - opened_at) / 60), 4) as minutes,
        percentile_cont(0.5) within group (order by extract(epoch from solved_at - opened_at) / 3600) as hours
      from inquiries`)
    expect(row).toEqual({
      unjudged: expected.quality.tickets_without_satisfaction,
      mean: expected.tickets.csat_mean,
      escalated: expected.tickets.escalated,
      minutes: expected.tickets.mean_first_response_minutes,
      hours: expected.tickets.median_resolution_hours,
    })
    const severities = await ask<{ severity: string; count: number }>(
      sql`select severity, count(*) from inquiries group by 1`,
    )
    expect(Object.fromEntries(severities.map((one) => [one.severity, one.count]))).toEqual(expected.tickets.by_priority)
  })

  test('every churn event is a record, with its refund', async () => {
    const { import: done } = await take('ravenstack/churn_events.csv')
    expect(done).toMatchObject({ kind: 'churn_records', counts: { created: expected.rows.churn_events, rejected: 0 } })
    const [row] = await ask(sql`
      select sum(refund_amount) as refund, count(*) filter (where is_reactivation) as back, count(*) filter (where feedback is null)
        as silent from churn_records`)
    expect(row).toEqual({
      refund: Math.round(expected.refund_total * 100),
      back: expected.reactivation_events,
      silent: expected.quality.churn_events_without_feedback,
    })
  })

  test('the same files again change nothing', async () => {
    for (const file of ['accounts', 'subscriptions', 'support_tickets', 'churn_events']) {
      const { import: done } = await take(`ravenstack/${file}.csv`)
      const same = expected.rows[file]
      expect([file, done.counts]).toMatchObject([file, { created: 0, changed: 0, same, rejected: 0 }])
    }
  })
})

describe.skipIf(!existsSync(`${shared}/jp-corporate`))('the EDINET list in CP932', () => {
  const expected = existsSync(`${shared}/jp-corporate`) ? expectedOf('jp-corporate') : {}
  beforeAll(() => started({}))

  test('every company is taken with its name intact', async () => {
    const { import: done, columns, issues } = await take('jp-corporate/edinet-codes-cp932.csv')
    expect(done).toMatchObject({ kind: 'accounts', counts: { created: expected.rows, rejected: 0 } })
    expect(issues).toEqual([])
    expect(Object.fromEntries(columns.map(({ name, field }) => [name, field]))).toMatchObject({
      ＥＤＩＮＥＴコード: 'external_id',
      提出者名: 'name',
      '提出者名（英字）': 'name_en',
      '提出者名（ヨミ）': 'name_kana',
      所在地: 'address',
      提出者業種: 'industry',
      提出者法人番号: 'corporate_number',
    })
    const text = new TextDecoder('shift_jis').decode(readFileSync(`${shared}/jp-corporate/edinet-codes-cp932.csv`))
    const rows = text.split('\r\n').slice(2, -1)
    const named = rows.map((line) => line.split('","')[6]!.trim())
    const kept = (await ask<{ name: string }>(sql`select name from accounts`)).map(({ name }) => name)
    expect(kept.sort()).toEqual(named.sort())
    expect(kept).toEqual(expect.arrayContaining(expected.examples))
    const [row] = await ask<{ numbers: number }>(sql`select count(distinct corporate_number) as numbers from accounts`)
    expect(row).toEqual({ numbers: expected.distinct_corporate_numbers })
  })
})
