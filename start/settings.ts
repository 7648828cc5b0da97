import path from 'node:path'
import { parseArgs } from 'node:util'
import { StartRefused } from '#platform/startRefused.ts'
import type { Allowed } from '#platform/outbound/addresses.ts'
import { addressIn, clusterIn, outboundIn, proxiesIn } from './addresses.ts'

/** How this Banso is run: from the command line and the environment, with a default for everything. */
export type Settings = {
  dataDirectory: string
  /** Where uploaded files are kept: for several processes a place that all of them reach. */
  filesDirectory: string
  host: string
  port: number
  demo: boolean
  /** A PostgreSQL of the operator's; the embedded one where there is none. */
  databaseUrl: string | undefined
  databaseRolesPassword: string | undefined
  /** A ClickHouse of the operator's; the embedded one where there is none. */
  eventsUrl: string | undefined
  /** The name of the cluster that this ClickHouse is one server of. */
  eventsCluster: string | undefined
  /** The mail server of workspaces that name none of their own. */
  smtpUrl: string | undefined
  /** The address people use, where Banso stands behind a proxy. */
  publicUrl: string | undefined
  /** Proxies whose X-Forwarded-* headers are believed. */
  trustProxy: string | undefined
  /** What a collector of figures shows at /metrics; without it there are none. */
  metricsToken: string | undefined
  /** A collector that takes traces by OTLP over HTTP; without it there are none. */
  tracesUrl: string | undefined
  /** Ranges that webhooks and mail servers of workspaces may lie in beside the internet. */
  outbound: Allowed
}

export const options = {
  demo: { type: 'boolean', default: false },
  data: { type: 'string', default: 'data' },
  help: { type: 'boolean', default: false },
} as const

const defaultPort = 4650

export const help = `npm start -- [--demo] [--data DIR]          banso start [--demo] [--data DIR]

  --demo       デモ企業を開く（データは DIR/demo） / open the demo company (its data in DIR/demo)
  --data DIR   データの置き場所 / where the data lies (./data)

  PORT                     ${defaultPort}
  HOST                     127.0.0.1
  PUBLIC_URL               プロキシの背後で使うときの公開アドレス / the address people use, behind a proxy
  TRUST_PROXY              X-Forwarded-* を信頼するプロキシ / proxies whose X-Forwarded-* headers are believed
  DATABASE_URL             外部の PostgreSQL 15 以上 / a PostgreSQL 15 or newer of yours
  DATABASE_ROLES_PASSWORD  そのロール banso_app、banso_scoped、banso_system のパスワード / the password of its roles of these names
  CLICKHOUSE_URL           外部の ClickHouse / a ClickHouse of yours
  EVENTS_CLUSTER           それがクラスターの1台なら、remote_servers でのクラスター名 / the cluster it is one server of, by its name in remote_servers
  FILES_DIR                アップロードされたファイルの置き場所（複数プロセスで共有する場合） / where uploaded files lie, for several processes to share
  SMTP_URL                 メールサーバー smtp(s)://USER:PASSWORD@HOST:PORT / the mail server
  METRICS_TOKEN            /metrics（Prometheus）を読むための合言葉。なければ閉じたまま / opens /metrics to who shows it
  OTEL_EXPORTER_OTLP_ENDPOINT  トレースの送り先（OTLP/HTTP）。なければ送らない / where traces go by OTLP over HTTP; none are made without it
  OUTBOUND_ALLOW           Webhook などの送信を許可する社内の範囲 / private ranges that may be sent to (10.0.0.0/8,192.168.1.5)`

/** Reads flags and environment. Throws StartRefused, naming the option, where one cannot be understood. */
export function readSettings(args: readonly string[], env: NodeJS.ProcessEnv): Settings & { help: boolean } {
  const values = flagsOf(args)
  const { PORT: port = String(defaultPort) } = env
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new StartRefused({
      ja: `PORT にはポート番号（0〜65535）を指定してください: ${port}`,
      en: `PORT must be a port number (0 to 65535): ${port}`,
    })
  }
  const data = path.resolve(values.data)
  const dataDirectory = values.demo ? path.join(data, 'demo') : data
  return {
    help: values.help,
    demo: values.demo,
    dataDirectory,
    filesDirectory: path.resolve(env['FILES_DIR'] || path.join(dataDirectory, 'files')),
    host: env['HOST'] || '127.0.0.1',
    port: Number(port),
    databaseUrl: addressIn(env, 'DATABASE_URL', ['postgres', 'postgresql']),
    databaseRolesPassword: env['DATABASE_ROLES_PASSWORD'] || undefined,
    eventsUrl: addressIn(env, 'CLICKHOUSE_URL', ['http', 'https']),
    eventsCluster: clusterIn(env),
    smtpUrl: addressIn(env, 'SMTP_URL', ['smtp', 'smtps']),
    publicUrl: addressIn(env, 'PUBLIC_URL', ['https', 'http']),
    trustProxy: proxiesIn(env),
    metricsToken: env['METRICS_TOKEN'] || undefined,
    tracesUrl: addressIn(env, 'OTEL_EXPORTER_OTLP_ENDPOINT', ['http', 'https']),
    outbound: outboundIn(env),
  }
}

function flagsOf(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, strict: true }).values
  } catch (cause) {
    const { message } = cause as Error
    throw new StartRefused(
      { ja: `指定が正しくありません: ${message}\n\n${help}`, en: `${message}\n\n${help}` },
      { cause },
    )
  }
}
