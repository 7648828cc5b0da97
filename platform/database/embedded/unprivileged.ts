import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { StartRefused } from '#platform/startRefused.ts'

/** How a PostgreSQL program is started, so that it neither runs as root nor outlives us. */
export type Launch = {
  /** Command and arguments to spawn for a program of PostgreSQL. */
  command: (program: string, args: readonly string[]) => [string, string[]]
  /** Folder of the programs to use. */
  native: string
  /** The system user to run as, where it is another than ours. */
  owner: { uid: number; gid: number } | null
}

const nobody = 65534

function works(command: string, args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0
}

/**
 * PostgreSQL refuses to run as root. As root it is given a user namespace of its own in which it is `nobody`, while
 * its files stay root's; where namespaces are forbidden (some containers), it really runs as `nobody`, from a copy of
 * the programs that this user can reach. `--pdeathsig` stops it cleanly when we are killed; it follows the thread that
 * spawned it, so it must be spawned from the main thread.
 */
export function unprivilegedLaunch(native: string): Launch {
  const guard = works('setpriv', ['--pdeathsig', 'SIGINT', 'true']) ? ['setpriv', '--pdeathsig', 'SIGINT'] : []
  const through = (prefix: string[]): Launch['command'] => {
    return (program, args) => {
      const [command, ...rest] = [...prefix, program, ...args]
      return [command!, rest]
    }
  }
  if (process.getuid?.() !== 0) return { command: through(guard), native, owner: null }
  const namespace = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`]
  if (works('unshare', [...namespace.slice(1), 'true']))
    return { command: through([...namespace, ...guard]), native, owner: null }
  const owner = { uid: nobody, gid: nobody }
  return { command: through(guard), native: reachableCopy(native, owner), owner }
}

/** The programs themselves where `nobody` may go, or else a copy of them in the system's temporary folder. */
function reachableCopy(native: string, owner: { uid: number; gid: number }): string {
  const runs = (folder: string) =>
    spawnSync(path.join(folder, 'bin', 'postgres'), ['--version'], { stdio: 'ignore', ...owner }).status === 0
  if (runs(native)) return native
  const version = fs.statSync(path.join(native, 'bin', 'postgres'))
  const copy = path.join(os.tmpdir(), `banso-postgres-${version.size}-${Math.trunc(version.mtimeMs)}`)
  if (!runs(copy)) {
    const draft = `${copy}.${process.pid}`
    fs.cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
    fs.chmodSync(draft, 0o755)
    fs.rmSync(copy, { recursive: true, force: true })
    fs.renameSync(draft, copy)
  }
  if (runs(copy)) return copy
  throw new StartRefused({
    ja: 'root では PostgreSQL を起動できません。一般ユーザーで起動するか、DATABASE_URL で既存の PostgreSQL を指定してください。',
    en: 'PostgreSQL cannot be run as root here. Start Banso as an ordinary user, or name a PostgreSQL in DATABASE_URL.',
  })
}
