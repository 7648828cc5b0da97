import { expect, test } from 'vitest'
import { testEvents } from '#test/servers/events.ts'
import { onCluster } from './cluster.ts'
import { migrations } from './schema.ts'

const events = testEvents()
const cluster = { name: 'eu', database: 'banso' }
const parsed = async (sql: string) =>
  (await events.query<{ text: string }>('select formatQuery({sql:String}) as text', { sql }))[0]!.text

const statements = migrations().flatMap(({ statements: each }) => each)

test('every statement of the schema has its form for a cluster, which the parser of ClickHouse takes', async () => {
  for (const statement of statements)
    for (const sql of onCluster(statement, cluster)) {
      const text = await parsed(sql)
      if (sql.startsWith('insert')) continue
      expect(text).toMatch(/^(CREATE|DROP|ALTER)[\s\S]* ON CLUSTER eu\b/)
      expect(text).toMatch(/ENGINE = (Replicated|Distributed)| AS banso\.\w+_local|^DROP/)
    }
  await expect(parsed('create table x on cluster (a Int8) engine = Null')).rejects.toThrow(/Syntax error/)
})

test('a table is replicated on each server, and rows of an account lie together', () => {
  const [local, shown] = onCluster(
    'create table if not exists usage_days (a Int8) engine = ReplacingMergeTree(v)',
    cluster,
  )
  expect(local).toBe(
    'create table if not exists banso.usage_days_local on cluster eu (a Int8) engine = ReplicatedReplacingMergeTree(v)',
  )
  expect(shown).toContain('Distributed(eu, banso, usage_days_local, cityHash64(workspace_id, account_id))')
})

test.each([
  ['truncate table usage_days_compact', ['truncate table banso.usage_days_compact_local on cluster eu']],
  [
    'alter table usage_days replace partition 202601 from usage_days_compact',
    ['alter table banso.usage_days_local on cluster eu replace partition 202601 from banso.usage_days_compact_local'],
  ],
  ['delete from fact_history where 1', ['delete from banso.fact_history_local on cluster eu where 1']],
  ['insert into events select 1', ['insert into events select 1']],
])('%s is done on every server', async (statement, expected) => {
  expect(onCluster(statement, cluster)).toEqual(expected)
  for (const sql of expected) await parsed(sql)
})

test('a statement of no known form is refused rather than done on one server alone', () => {
  expect(() => onCluster('alter table events add column x Int8', cluster)).toThrow('not known: alter table events')
})

test('a number of the schema is given once, or what comes second under it is passed over', () => {
  const numbers = migrations().map(({ number }) => number)
  expect(new Set(numbers).size).toBe(numbers.length)
})
