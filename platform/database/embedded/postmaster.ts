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

/** Process ids are used again: after a reboot the one in the file may be anybody's. */
function isPostgres(pid: number, directory: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return false
  try {
    const words = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return words.includes(directory) || words.includes(fs.realpathSync(directory))
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
