import type { ClickHouseSettings } from '@clickhouse/client'
import { accountTables } from './reach.ts'

/** A cluster of ClickHouse servers, by its name in their `remote_servers`, and the database that is ours on each of them. */
export type EventCluster = { readonly name: string; readonly database: string }

/**
 * What every statement is sent with. A pass reads what it has just written, so that all go to the first replica that
 * answers; what is acknowledged lies on most of them, for the journal does not bring it again. Rows that came before are
 * replaced by their keys, never left out for being the same block: after an erasure they would be missing.
 */
export const clusterSettings = {
  distributed_foreground_insert: 1,
  distributed_product_mode: 'global',
  insert_deduplicate: 0,
  insert_quorum: 'auto',
  load_balancing: 'in_order',
  prefer_localhost_replica: 0,
} as const satisfies ClickHouseSettings

const name = '[a-z_]+'
const created = new RegExp(
  `^create (?<or>or replace )?table (?<if>if not exists )?(?<table>${name})(?: as (?<as>${name}))?(?<rest>.*)$`,
  's',
)
const swapped = new RegExp(`^alter table (${name}) (replace partition \\d+ from) (${name})$`, 's')
const changed = new RegExp(`^alter table (${name}) ((?:delete|update|modify setting) .*)$`, 's')
const removed = new RegExp(`^delete from (${name}) (.*)$`, 's')
const emptied = new RegExp(`^truncate table (${name})$`)
const dropped = new RegExp(`^drop table (if exists )?(${name})$`)

/**
 * One statement of ours as those that do the same on every server of a cluster: a table is replicated under `…_local`, and
 * its own name shows the rows of all. Rows that replace each other have their account in common, and so their shard.
 * Throws at what has no such form: a test brings every statement of the schema here.
 */
export function onCluster(statement: string, cluster: EventCluster): string[] {
  const sql = statement.trim()
  const everywhere = (table: string) => `${cluster.database}.${table}_local on cluster ${cluster.name}`
  const made = created.exec(sql)
  if (made) return tablesFor(made.groups as Made, cluster)
  if (sql.startsWith('insert into ')) return [sql]
  const swap = swapped.exec(sql)
  if (swap) return [`alter table ${everywhere(swap[1]!)} ${swap[2]} ${cluster.database}.${swap[3]}_local`]
  const change = changed.exec(sql)
  if (change) return [`alter table ${everywhere(change[1]!)} ${change[2]}`]
  const removal = removed.exec(sql)
  if (removal) return [`delete from ${everywhere(removal[1]!)} ${removal[2]}`]
  const truncation = emptied.exec(sql)
  if (truncation) return [`truncate table ${everywhere(truncation[1]!)}`]
  const drop = dropped.exec(sql)
  if (!drop) throw new Error(`how this is done on a cluster is not known: ${sql.slice(0, 80)}`)
  const [, condition = '', table] = drop
  return [
    `drop table ${condition}${cluster.database}.${table} on cluster ${cluster.name} sync`,
    `drop table ${condition}${everywhere(table!)} sync`,
  ]
}

type Made = { or?: string; if?: string; table: string; as?: string; rest: string }

function tablesFor({ or = '', if: ifMissing = '', table, as, rest }: Made, { name: cluster, database }: EventCluster) {
  const begin = `create ${or}table ${ifMissing}${database}`
  const like = as ? ` as ${database}.${as}_local` : ''
  const own = rest.replace(/(\bengine = )(\w*MergeTree)/, '$1Replicated$2')
  const shown = `Distributed(${cluster}, ${database}, ${table}_local, ${shardOf(table)})`
  return [
    `${begin}.${table}_local on cluster ${cluster}${like}${own}`,
    `${begin}.${table} on cluster ${cluster} as ${database}.${table}_local engine = ${shown}`,
  ]
}

/** Rows of accounts are spread by account, copies of such tables like them; what the store knows of itself is one shard's. */
function shardOf(table: string): string {
  const ofAccounts = accountTables.some((each) => table === each || table.startsWith(`${each}_`))
  return ofAccounts ? 'cityHash64(workspace_id, account_id)' : '1'
}

/** A question as it is asked on a cluster: what the engine tells of itself is asked of every server. */
export function askedOfCluster(sql: string, { name: cluster }: EventCluster): string {
  return sql.replace(/\bsystem\.parts\b/, `clusterAllReplicas(${cluster}, system.parts)`)
}
