import { fileURLToPath } from 'node:url'
import type { Part } from '#platform/database/migrate.ts'

const at = (folder: string) => fileURLToPath(new URL(`../${folder}`, import.meta.url))
const capability = (name: string): Part => ({ name, directory: at(`capabilities/${name}/server`) })

/** Whose tables there are, in the order in which they can be made: what is referred to comes first. */
export const tables: readonly Part[] = [
  { name: 'identity', directory: at('platform/identity') },
  capability('access'),
  { name: 'backup', directory: at('platform/backup') },
  { name: 'events', directory: at('platform/events') },
  capability('accounts'),
  { name: 'mail', directory: at('platform/mail') },
  capability('revenue'),
  capability('timeline'),
  capability('content'),
  capability('usage'),
  capability('facts'),
  capability('journey'),
  capability('health'),
  capability('renewals'),
  capability('plans'),
  capability('cockpit'),
  capability('outreach'),
  capability('connect'),
]
