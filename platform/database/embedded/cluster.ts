import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import type { Launch } from './unprivileged.ts'
import { explainFailure } from './failure.ts'

/** The environment PostgreSQL's programs get: none of the operator's PG* variables, one language, one time zone. */
export const environment = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/**
 * Makes the data directory where there is none. It is made beside its place and moved there when complete, so that a
 * start killed half-way leaves nothing that looks like a database.
 */
export async function ensureCluster(directory: string, launch: Launch, durable: boolean): Promise<void> {
  if (fs.existsSync(path.join(directory, 'PG_VERSION'))) return
  const draft = `${directory}.new`
  fs.rmSync(draft, { recursive: true, force: true })
  fs.mkdirSync(draft, { mode: 0o700 })
  if (launch.owner) fs.chownSync(draft, launch.owner.uid, launch.owner.gid)
  const options = ['-D', draft, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale-provider=builtin']
  const [command, args] = launch.command(path.join(launch.native, 'bin', 'initdb'), [
    ...options,
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    ...(durable ? [] : ['--no-sync']),
  ])
  const { code, output } = await run(command, args, launch.owner)
  if (code !== 0) {
    fs.rmSync(draft, { recursive: true, force: true })
    throw explainFailure(output, path.dirname(directory))
  }
  fs.renameSync(draft, directory)
}

function run(command: string, args: string[], owner: Launch['owner']): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: '/',
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...owner,
    })
    let output = ''
    const keep = (data: Buffer) => {
      output += data.toString()
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
