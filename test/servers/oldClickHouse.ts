import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from './freePort.ts'

/** Debian's ClickHouse, 18.16: the only server there is in a distribution. Its dialect lacks most of what Banso asks. */
export const oldClickHouse = ['/usr/sbin/clickhouse-server', '/usr/bin/clickhouse-server'].find(fs.existsSync) ?? null

export type OldServer = {
  /** Does one statement, with settings in its address; answers with what the server says. Throws its error. */
  ask: (sql: string, settings?: Readonly<Record<string, string>>) => Promise<string>
}

/** Two servers on the loopback, each a shard of the cluster `name`, without a Keeper. */
export async function twoOldServers(name: string): Promise<{ servers: OldServer[]; stop: () => Promise<void> }> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-clickhouse-'))
  const ports = await Promise.all(Array.from({ length: 6 }, freePort))
  const nodes = [0, 1].map((at) => ({ http: ports[at]!, tcp: ports[at + 2]!, between: ports[at + 4]! }))
  const shards = nodes.map(
    ({ tcp }) => `<shard><internal_replication>true</internal_replication>
      <replica><host>127.0.0.1</host><port>${tcp}</port></replica></shard>`,
  )
  const started = nodes.map((node, at) => {
    const home = path.join(directory, String(at))
    fs.mkdirSync(home)
    fs.writeFileSync(path.join(home, 'users.xml'), users)
    fs.writeFileSync(path.join(home, 'config.xml'), configOf(home, node, `<${name}>${shards.join('')}</${name}>`))
    const args = [`--config-file=${home}/config.xml`]
    return spawn(oldClickHouse!, args, { stdio: 'ignore', cwd: home })
  })
  const stop = async () => {
    await Promise.all(started.map(ended))
    fs.rmSync(directory, { recursive: true, force: true })
  }
  try {
    await Promise.all(nodes.map(({ http }) => answers(http)))
  } catch (error) {
    await stop()
    throw error
  }
  return { servers: nodes.map(({ http }) => ({ ask: (sql, settings = {}) => ask(http, sql, settings) })), stop }
}

type Ports = { http: number; tcp: number; between: number }

function configOf(home: string, { http, tcp, between }: Ports, clusters: string): string {
  return `<yandex>
    <logger><level>error</level><log>${home}/log</log><errorlog>${home}/errors</errorlog></logger>
    <http_port>${http}</http_port><tcp_port>${tcp}</tcp_port><interserver_http_port>${between}</interserver_http_port>
    <listen_host>127.0.0.1</listen_host><interserver_http_host>127.0.0.1</interserver_http_host>
    <path>${home}/data/</path><tmp_path>${home}/tmp/</tmp_path><user_files_path>${home}/files/</user_files_path>
    <mark_cache_size>67108864</mark_cache_size><users_config>${home}/users.xml</users_config>
    <default_profile>default</default_profile><default_database>default</default_database>
    <remote_servers>${clusters}</remote_servers>
  </yandex>`
}

const users = `<yandex>
  <profiles><default><max_memory_usage>1000000000</max_memory_usage></default></profiles>
  <users><default><password></password><networks><ip>127.0.0.1</ip></networks>
    <profile>default</profile><quota>default</quota></default></users>
  <quotas><default></default></quotas>
</yandex>`

async function ask(port: number, sql: string, settings: Readonly<Record<string, string>>): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/?${new URLSearchParams(settings)}`, {
    method: 'POST',
    body: sql,
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(text.trim())
  return text.trim()
}

async function answers(port: number): Promise<void> {
  for (const until = Date.now() + 30_000; ; await wait(100)) {
    try {
      await ask(port, 'select 1', {})
      return
    } catch (error) {
      if (Date.now() > until) throw error
    }
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}
