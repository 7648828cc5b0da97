import { existsSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { type ImportFileResult, importFile } from '#capabilities/connect/server/index.ts'
import { imports } from '#start/catalogue.ts'
import { fileInPlace } from '#start/fileInPlace.ts'
import { sharedData } from '#test/build/shared.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'

const data = sharedData
const quick = { timeout: 60_000, interval: 100 }

describe.skipIf(!existsSync(data))('public data, as it is', () => {
  let server: TestServer
  let visitor: Visitor
  const done: ImportFileResult[] = []
  const expected = () => JSON.parse(readFileSync(`${data}/ravenstack/expected.json`, 'utf8'))

  beforeAll(async () => {
    server = await testServer()
    visitor = await server.signIn('admin', await testWorkspace(server.database, { locale: 'en', currency: 'USD' }))
  })

  async function bringIn(name: string, into = visitor.workspace.id): Promise<ImportFileResult> {
    const file = `${data}/${name}`
    const { database, live, now } = server.app
    const newId = (() => crypto.randomUUID()) as Parameters<typeof importFile>[0]['newId']
    const result = await importFile(
      { database, live, now, newId, files: fileInPlace(file), catalogue: imports },
      { file, workspaceId: into },
    )
    done.push(result)
    return result
  }
  const told = ({ issues }: ImportFileResult) =>
    issues.map(({ line, severity, column, value }) => [line, severity, column, value])
  const inWorkspace = <Row>(query: ReturnType<typeof sql<Row>>) =>
    server.database.workspace(visitor.workspace.id, async (tx) => (await query.execute(tx)).rows)
  const uses = async () => {
    const [row] = await server.app.events.query<{ uses: number; rows: number }>(
      `select toFloat64(sum(quantity)) as uses, toUInt32(count()) as rows from events final where workspace_id = {w:UUID}`,
      { w: visitor.workspace.id },
    )
    return { uses: row?.uses ?? 0, rows: row?.rows ?? 0 }
  }

  test('accounts, subscriptions, tickets and churn events come in whole', async () => {
    const { rows, quality } = expected()
    const files = [
      ['accounts', 'accounts', rows.accounts],
      ['subscriptions', 'contract_lines', rows.subscriptions],
      ['support_tickets', 'inquiries', rows.support_tickets],
      ['churn_events', 'churn_records', rows.churn_events],
    ]
    for (const [name, kind, count] of files) {
      const result = await bringIn(`ravenstack/${name}.csv`)
      expect(result.import).toMatchObject({
        kind,
        status: 'done',
        counts: { read: count, created: count, rejected: 0 },
      })
      if (name !== 'subscriptions') expect(told(result)).toEqual([])
    }
    const odd = told(done[1]!)
    expect(odd).toHaveLength(quality.subscriptions_with_end_not_after_start)
    expect(odd.every(([, severity, column]) => severity === 'warned' && column === 'end_date')).toBe(true)
    const [scores] = await inWorkspace(sql`select count(*) filter (where satisfaction is null) as none from inquiries`)
    expect(scores).toEqual({ none: quality.tickets_without_satisfaction })
  }, 120_000)

  test('usage comes in once each; ids that repeat are told one by one, with the line that was first', async () => {
    const result = await bringIn('ravenstack/feature_usage.csv')
    const { rows, quality } = expected()
    expect(result.import.counts).toMatchObject({
      read: rows.feature_usage,
      created: 17_582,
      rejected: quality.duplicate_usage_ids,
    })
    expect(told(result)).toEqual([
      [5307, 'rejected', 'usage_id', 'U-25b56c'],
      [9185, 'rejected', 'usage_id', 'U-c878da'],
      [14_492, 'rejected', 'usage_id', 'U-13ce5b'],
      [15_113, 'rejected', 'usage_id', 'U-649cec'],
      [16_642, 'rejected', 'usage_id', 'U-5cd3c2'],
    ])
    expect(result.issues[0]!.text.en).toContain('16')
    await expect.poll(uses, quick).toEqual({ uses: 176_228, rows: 17_582 })
  }, 120_000)

  test('the same files again change nothing', async () => {
    const again = await bringIn('ravenstack/subscriptions.csv')
    expect(again.import.counts).toMatchObject({ created: 0, changed: 0, same: 3499 })
    const usage = await bringIn('ravenstack/feature_usage.csv')
    expect(usage.import.counts).toMatchObject({ created: 0, same: 17_582, rejected: 5 })
  }, 120_000)

  test('undone from the last to the first, nothing is left', async () => {
    const { connect } = visitor.api
    const ended = (id: string) => expect.poll(async () => (await connect.find({ id })).status, quick).toBe('undone')
    const wrote = done.filter((each) => each.import.canUndo).toReversed()
    expect(wrote).toHaveLength(5)
    for (const { import: one } of wrote) {
      await connect.undo({ id: one.id })
      await ended(one.id)
      expect((await connect.find({ id: one.id })).counts).toMatchObject({ kept: 0 })
    }
    await expect.poll(uses, quick).toEqual({ uses: 0, rows: 0 })
    for (const table of [
      'accounts',
      'account_external_ids',
      'contracts',
      'contract_lines',
      'contract_line_versions',
      'inquiries',
      'churn_records',
      'import_changes',
      'event_seen',
      'product_users',
    ]) {
      expect(await inWorkspace(sql`select count(*) as rows from ${sql.table(table)}`), table).toEqual([{ rows: 0 }])
    }
  }, 180_000)

  test('the EDINET list in CP932 comes in with every name intact', async () => {
    const result = await bringIn('jp-corporate/edinet-codes-cp932.csv')
    expect(result.import.counts).toMatchObject({ read: 3917, created: 3917, rejected: 0 })
    const text = new TextDecoder('shift_jis').decode(readFileSync(`${data}/jp-corporate/edinet-codes-cp932.csv`))
    const named = text
      .split('\r\n')
      .slice(2, -1)
      .map((line) => line.split('","')[6]!)
    const kept = await inWorkspace(sql<{ name: string }>`select name from accounts`)
    expect(kept.map((row) => row.name).sort()).toEqual(named.map((name) => name.trim()).sort())
    for (const name of ['株式会社髙松コンストラクショングループ', '株式会社Ｊ－オイルミルズ']) {
      expect(kept).toContainEqual({ name })
    }
  }, 120_000)
})
