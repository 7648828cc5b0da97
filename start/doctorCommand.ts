import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { readPostmaster } from '#platform/database/embedded/postmaster.ts'
import { serverAt } from '#platform/database/embeddedServer.ts'
import { externalServer } from '#platform/database/externalServer.ts'
import type { DatabaseServer } from '#platform/database/server.ts'
import { StartRefused } from '#platform/startRefused.ts'
import { addressIn } from './addresses.ts'
import { databaseFindings } from './doctor/database.ts'
import { type Finding, finding } from './doctor/finding.ts'
import { machineFindings } from './doctor/machine.ts'
import { spoken } from './speak.ts'

const help = `banso doctor [--data DIR] [--json]

  --data DIR   データの置き場所 / where the data lies (./data)
  --json       結果を1行のJSONで / the result as one line of JSON

  終了コード / exit code: 0 問題なし（注意を含む） / no fault (warnings included), 1 問題あり / a fault`

const flags = {
  data: { type: 'string', default: 'data' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** `banso doctor`: what an operator should know, beside a running Banso or without one. It changes nothing. */
export async function doctorCommand(args: readonly string[]): Promise<number> {
  const values = flagsOf(args)
  if (values.help) {
    console.log(help)
    return 0
  }
  const data = path.resolve(values.data)
  const now = new Date()
  const findings = [...machineFindings(data, now), ...(await storeFindings(data, now))]
  const bad = findings.some(({ state }) => state === 'fault')
  if (values.json) console.log(JSON.stringify({ good: !bad, findings }))
  else for (const { state, message } of findings) console.log(`${marks[state]} ${spoken(message)}`)
  return bad ? 1 : 0
}

const marks = { good: '✓', notice: '!', fault: '✗' } as const

async function storeFindings(data: string, now: Date): Promise<Finding[]> {
  try {
    const server = await serverOf(data)
    if (server) return await databaseFindings(server, now)
    return [
      finding('database', 'notice', {
        ja: 'データベースは起動していません。banso start のあとで、もう一度点検してください。',
        en: 'The database does not run. Look again after banso start.',
      }),
    ]
  } catch (error) {
    const why = error instanceof StartRefused ? error.messages : { ja: String(error), en: String(error) }
    return [finding('database', 'fault', { ja: `データベース: ${why.ja}`, en: `Database: ${why.en}` })]
  }
}

async function serverOf(data: string): Promise<DatabaseServer | null> {
  const url = addressIn(process.env, 'DATABASE_URL', ['postgres', 'postgresql'])
  if (url) return externalServer(url, process.env['DATABASE_ROLES_PASSWORD'])
  if (!fs.existsSync(data)) return null
  const running = readPostmaster(path.join(fs.realpathSync(data), 'postgres'))
  return running?.state === 'ready' ? serverAt(running.socketDirectory) : null
}

function flagsOf(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, strict: true }).values
  } catch (cause) {
    const { message } = cause as Error
    throw new StartRefused(
      { ja: `指定が正しくありません: ${message}\n\n${help}`, en: `${message}\n\n${help}` },
      { cause },
    )
  }
}
