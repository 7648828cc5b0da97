import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Address } from '#platform/events/client.ts'
import { clusterSettings } from '#platform/events/cluster.ts'
import { launchHost } from '#platform/events/launch.ts'

const cluster = 'banso'

// The engine takes itself for the only server: what goes through a Distributed table stays in the process.
const config = `<clickhouse>
  <tcp_port>9000</tcp_port>
  <remote_servers><${cluster}><shard><internal_replication>true</internal_replication>
    <replica><host>127.0.0.1</host><port>9000</port></replica></shard></${cluster}></remote_servers>
  <profiles><default><distributed_product_mode>global</distributed_product_mode>
    <distributed_foreground_insert>1</distributed_foreground_insert></default></profiles>
</clickhouse>`

/**
 * The embedded engine as a cluster of one server, so that every statement of ours meets Distributed tables. What needs a
 * Keeper and further servers is taken out on the way (`on cluster`, `Replicated…`, quorum, choice of a replica): that part
 * needs a real one (CLICKHOUSE_URL and EVENTS_CLUSTER).
 */
export async function oneNodeCluster(directory: string): Promise<{ address: Address; stop: () => Promise<void> }> {
  fs.mkdirSync(directory, { recursive: true })
  const configFile = path.join(directory, 'cluster.xml')
  fs.writeFileSync(configFile, config)
  const host = await launchHost({ directory: path.join(directory, 'events'), memoryBytes: 1024 ** 3, configFile })
  const { url, password } = host.address()!
  const front = http.createServer((request, response) => void forward(url, request, response))
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
  const { port } = front.address() as AddressInfo
  return {
    address: {
      url: `http://127.0.0.1:${port}`,
      user: 'banso',
      password,
      database: 'default',
      cluster: { name: cluster, database: 'default' },
    },
    stop: async () => {
      front.closeAllConnections()
      front.close()
      await host.stop()
    },
  }
}

async function forward(to: string, request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const url = new URL(request.url!, to)
  for (const name of Object.keys(clusterSettings)) url.searchParams.delete(name)
  const parts: Buffer[] = []
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
  const sent = Buffer.concat(parts)
  const isStatement = !url.searchParams.has('query') && !/multipart/.test(request.headers['content-type'] ?? '')
  const body = isStatement ? Buffer.from(aloneOf(sent.toString())) : sent
  const headers = { ...request.headers, 'content-length': String(body.length) }
  delete (headers as http.IncomingHttpHeaders)['transfer-encoding']
  const passed = http.request(url, { method: request.method!, headers }, (answer) => {
    response.writeHead(answer.statusCode!, answer.headers)
    answer.pipe(response)
  })
  passed.on('error', () => response.destroy())
  passed.end(body)
}

/** The statement as a server alone does it. */
function aloneOf(sql: string): string {
  return sql.replaceAll(` on cluster ${cluster}`, '').replace(/engine = Replicated/g, 'engine = ')
}
