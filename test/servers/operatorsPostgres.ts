import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { withClient } from '#platform/database/client.ts'
import { postgresBinaries } from '#platform/database/embedded/binaries.ts'
import { unprivilegedLaunch } from '#platform/database/embedded/unprivileged.ts'
import { freePort } from './freePort.ts'

export type OperatorsPostgres = {
  /** Logs in as an owner of the database who may make roles and is no superuser: what DATABASE_URL is. */
  url: string
  /** The same as the superuser. */
  root: string
  stop: () => Promise<void>
}

/**
 * A PostgreSQL as an operator has it, over TCP with passwords, in a folder that is removed with it: Debian's 15, the
 * oldest that Banso runs on, where it is installed; else the one npm brought.
 */
export async function operatorsPostgres(directory: string): Promise<OperatorsPostgres> {
  const debian = '/usr/lib/postgresql/15/bin'
  const { command, owner } = unprivilegedLaunch(postgresBinaries())
  const programs = fs.existsSync(debian) ? debian : path.join(postgresBinaries(), 'bin')
  const port = await freePort()
  const data = path.join(directory, 'data')
  fs.writeFileSync(path.join(directory, 'password'), 'root')
  if (owner)
    for (const place of [directory, path.join(directory, 'password')]) fs.chownSync(place, owner.uid, owner.gid)
  const init = ['-D', data, '-U', 'root', '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C', '-N']
  const [initdb, initArgs] = command(path.join(programs, 'initdb'), [...init, `--pwfile=${directory}/password`])
  const { status, stderr } = spawnSync(initdb, initArgs, { ...owner })
  if (status !== 0) throw new Error(String(stderr))
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', `port=${port}`, '-c', 'fsync=off', '-k', '']
  const [postgres, args] = command(path.join(programs, 'postgres'), ['-D', data, ...settings])
  const started = spawn(postgres, args, { stdio: 'ignore', ...owner })
  const root = `postgres://root:root@127.0.0.1:${port}/postgres`
  await patiently(() =>
    withClient({ connectionString: root }, (client) =>
      client.query(`create role customer login createrole password 'geheim@haus';
        alter database postgres owner to customer`),
    ),
  )
  return {
    url: `postgres://customer:geheim%40haus@127.0.0.1:${port}/postgres`,
    root,
    stop: async () => {
      started.kill('SIGINT')
      await once(started, 'exit')
      fs.rmSync(directory, { recursive: true, force: true })
    },
  }
}

async function patiently(work: () => Promise<unknown>): Promise<void> {
  for (const until = Date.now() + 20_000; ; await wait(100)) {
    try {
      await work()
      return
    } catch (error) {
      if (Date.now() > until) throw error
    }
  }
}
