import fs from 'node:fs'
import path from 'node:path'

/** The newest backup that was made of a data directory. */
export type LastBackup = { file: string; madeAt: string }

const placeOf = (data: string) => path.join(data, 'last-backup.json')

/** Notes it beside the data, for `banso doctor`. */
export function noteBackup(data: string, last: LastBackup): void {
  fs.writeFileSync(placeOf(data), `${JSON.stringify(last)}\n`, { mode: 0o600 })
}

/** Null: none was made, or its note is not readable. */
export function lastBackup(data: string): LastBackup | null {
  try {
    return JSON.parse(fs.readFileSync(placeOf(data), 'utf8')) as LastBackup
  } catch {
    return null
  }
}
