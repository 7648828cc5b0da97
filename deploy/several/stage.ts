import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { launchHost } from '#platform/events/launch.ts'
import { freePort } from '#test/servers/freePort.ts'
import { type Operated, startOn } from '#test/servers/operated.ts'
import { operatorsPostgres } from '#test/servers/operatorsPostgres.ts'

export const balancers = { nginx: '/usr/sbin/nginx', haproxy: '/usr/sbin/haproxy' } as const
export type Balancer = keyof typeof balancers

/** Several Bansos on the same stores on this machine. */
export type Stage = {
  processes: readonly Operated[]
  databaseUrl: string
  stop: () => Promise<void>
}

/**
 * Starts so many processes on a PostgreSQL and a ClickHouse that none of them owns: those of DATABASE_URL and
 * CLICKHOUSE_URL, or else Debian's PostgreSQL 15 and the embedded engine in a process of its own. The first makes the tables.
 */
export async function stage(count: number, env: NodeJS.ProcessEnv = process.env): Promise<Stage> {
  await using opened = new AsyncDisposableStack()
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-several-'))
  opened.defer(() => fs.rmSync(directory, { recursive: true, force: true }))
  const databaseUrl = env['DATABASE_URL'] || (await ownDatabase(directory, opened))
  const eventsUrl = env['CLICKHOUSE_URL'] || (await ownEvents(directory, opened))
  const shared = {
    DATABASE_URL: databaseUrl,
    CLICKHOUSE_URL: eventsUrl,
    FILES_DIR: path.join(directory, 'files'),
    TRUST_PROXY: 'loopback',
  }
  const processes: Operated[] = []
  for (let at = 1; at <= count; at++) {
    const one = await startOn(path.join(directory, `process-${at}`), shared)
    opened.defer(one.stop)
    processes.push(one)
  }
  const stack = opened.move()
  return { processes, databaseUrl, stop: () => stack.disposeAsync() }
}

async function ownDatabase(directory: string, opened: AsyncDisposableStack): Promise<string> {
  const place = path.join(directory, 'postgres')
  fs.mkdirSync(place)
  fs.chmodSync(directory, 0o711) // PostgreSQL runs as somebody else where we are root
  const { url, stop } = await operatorsPostgres(place)
  opened.defer(stop)
  return url
}

async function ownEvents(directory: string, opened: AsyncDisposableStack): Promise<string> {
  const host = await launchHost({ directory: path.join(directory, 'events') })
  opened.defer(host.stop)
  const { url, password } = host.address()!
  return url.replace('://', `://banso:${encodeURIComponent(password)}@`)
}

/** The example of a balancer's configuration before these processes, on a port of the loopback and without TLS. */
export async function balance(
  balancer: Balancer,
  processes: readonly Operated[],
): Promise<{ address: string; stop: () => Promise<void> }> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), `banso-${balancer}-`))
  const port = await freePort()
  const file = path.join(directory, balancer)
  const hosts = processes.map(({ address }) => new URL(address).host)
  fs.writeFileSync(file, configuration(balancer, { directory, hosts, listen: `127.0.0.1:${port}` }))
  const started = spawn(balancers[balancer], argumentsOf[balancer](file), { stdio: 'ignore' })
  const gone = once(started, 'exit')
  const stop = async () => {
    started.kill('SIGTERM')
    await gone
    fs.rmSync(directory, { recursive: true, force: true })
  }
  return { address: `http://127.0.0.1:${port}`, stop }
}

/** How each is told to stay in the foreground with a file, and to say whether that file can be used. */
const argumentsOf = {
  nginx: (file: string) => ['-c', file, '-g', 'daemon off;'],
  haproxy: (file: string) => ['-f', file, '-db'],
} satisfies Record<Balancer, (file: string) => string[]>

type Place = { directory: string; hosts: readonly string[]; listen: string; tls?: string }

/** The example file with addresses of this machine; `tls`: a file with certificate and key, without it there is no TLS. */
export function configuration(balancer: Balancer, { directory, hosts, listen, tls }: Place): string {
  const text = fs.readFileSync(path.join(import.meta.dirname, exampleOf[balancer]), 'utf8')
  let at = 0
  const own = text
    .replace(/10\.0\.0\.\d+:4650/g, () => hosts[at++] ?? hosts[0]!)
    .replace(/\/etc\/ssl\/banso\/[\w.-]+/g, tls ?? '')
  if (balancer === 'haproxy')
    return own.replace(/bind :443 .*/, (line) => (tls ? line.replace(':443', listen) : `bind ${listen}`))
  const open = own
    .replace('listen 443 ssl http2;', tls ? `listen ${listen} ssl http2;` : `listen ${listen};`)
    .replace(tls ? /$^/ : /^\s*ssl_.*$/gm, '')
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (each) => `${each}_temp_path ${directory}/${each};`,
  )
  return `pid ${directory}/pid;
error_log ${directory}/errors;
events {}
http {
  access_log off;
  ${places.join('\n  ')}
${open}}
`
}

const exampleOf = { nginx: 'nginx.conf', haproxy: 'haproxy.cfg' } satisfies Record<Balancer, string>
