import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

// A Unix socket's path is limited to 107 bytes (sockaddr_un), so it cannot lie in the data directory, however deep.
const longest = 107 - '/.s.PGSQL.5432.lock'.length

/**
 * A short folder that only we can enter, the same one at every start on the same data directory. Whoever can enter it
 * may use the database without a password, so a folder that somebody else made in advance is not used.
 */
export function socketDirectory(dataDirectory: string, owner: { uid: number; gid: number } | null): string {
  const uid = owner?.uid ?? process.getuid?.() ?? 0
  const name = `banso-${uid}-${createHash('sha256').update(fs.realpathSync(dataDirectory)).digest('hex').slice(0, 10)}`
  const parent = Buffer.byteLength(path.join(os.tmpdir(), name)) <= longest ? os.tmpdir() : '/tmp'
  const wanted = path.join(parent, name)
  const folder = isOurs(wanted, uid) ? wanted : makeFolder(wanted)
  if (owner) fs.chownSync(folder, owner.uid, owner.gid)
  return folder
}

function isOurs(folder: string, uid: number): boolean {
  const found = fs.lstatSync(folder, { throwIfNoEntry: false })
  return found !== undefined && found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0
}

function makeFolder(wanted: string): string {
  try {
    fs.mkdirSync(wanted, { mode: 0o700 })
    return wanted
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return fs.mkdtempSync(`${wanted.slice(0, wanted.lastIndexOf('-'))}-`)
  }
}
