import fs from 'node:fs'
import path from 'node:path'

/** What PostgreSQL writes about itself into `postmaster.pid` of its data directory. */
export type Postmaster = { pid: number; socketDirectory: string; state: 'starting' | 'ready' | 'stopping' }

/** The server that owns a data directory, if one is alive; a file left behind by a dead one counts as none. */
export function readPostmaster(directory: string): Postmaster | null {
  let text: string
  try {
    text = fs.readFileSync(path.join(directory, 'postmaster.pid'), 'utf8')
  } catch {
    return null
  }
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!isPostgres(pid, directory)) return null
  const state = lines[7]?.trim()
  return {
    pid,
    socketDirectory: lines[4] ?? '',
    state: state === 'ready' || state === 'stopping' ? state : 'starting',
  }
}

/** Whether a process runs. One that has ended but was not yet collected by its parent (a zombie) does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * After a reboot, the id in a file that a dead server left may be anybody's; PostgreSQL would believe the server to be
 * alive and refuse to start. Then the id is replaced by one that nobody has. The rest of the file is kept: by it
 * PostgreSQL finds out itself whether anything of the old server still holds its memory.
 */
export function disownStranger(directory: string): void {
  const file = path.join(directory, 'postmaster.pid')
  if (!fs.existsSync(file)) return
  const [pid, ...rest] = fs.readFileSync(file, 'utf8').split('\n')
  if (!isAlive(Number(pid)) || isPostgres(Number(pid), directory)) return
  fs.writeFileSync(`${file}.new`, [nobody, ...rest].join('\n'), { mode: 0o600 })
  fs.renameSync(`${file}.new`, file)
}

const nobody = 2 ** 31 - 1 // beyond any limit of process ids

function isPostgres(pid: number, directory: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return false
  try {
    const words = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return words.includes(directory)
  } catch {
    return true // no /proc (macOS): trust the file, as PostgreSQL itself does
  }
}

function isZombie(pid: number): boolean {
  try {
    return /\) Z /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
