import fs from 'node:fs'
import path from 'node:path'

/** Writes over the middle of the largest file of rows, as a disk does that lost what it held. Answers which it was. */
export function damageEvents(place: string): string {
  const events = path.join(place, 'events')
  const files = fs
    .readdirSync(events, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.bin'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes(`${path.sep}system${path.sep}`))
    .sort((a, b) => fs.statSync(b).size - fs.statSync(a).size)
  const [largest] = files
  if (!largest) throw new Error('the event store holds no rows to damage')
  fs.truncateSync(largest, Math.floor(fs.statSync(largest).size / 2))
  return path.relative(place, largest)
}
