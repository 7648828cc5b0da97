import type { Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { EventStore } from '#platform/events/store.ts'
import { usageKinds } from '../core/event.ts'

type Arrived = {
  event: string
  kind: (typeof usageKinds)[number]
  uses: number
  accounts: number
  firstDay: Day
  lastDay: Day
}

const namesShown = 500
const lookedAtMost = 4000
const lookedDays = 60 // up to the last one with such an event
const pathsShown = 200
const samplesShown = 6
const valuesKept = 200

/** Events that ever arrived, the most frequent first. */
export function readArrived(events: EventStore, workspaceId: WorkspaceId): Promise<Arrived[]> {
  return events.query<Arrived>(
    `select event, kind, sum(uses) as uses, uniqExact(account_id) as accounts, toString(min(day)) as firstDay,
       toString(max(day)) as lastDay
     from usage_days final where gone = 0 and workspace_id = {workspace:UUID} group by event, kind
     order by uses desc, event limit ${namesShown}`,
    { workspace: workspaceId },
  )
}

/** The properties of events with these names (none: all), in those that happened last, with the values met most often. */
export async function readProperties(events: EventStore, workspaceId: WorkspaceId, names: readonly string[]) {
  const kinds = usageKinds.map((kind) => `'${kind}'`).join()
  const those = `workspace_id = {workspace:UUID} and kind in (${kinds})
    and (empty({names:Array(String)}) or event in {names:Array(String)})`
  const rows = await events.query<{ props: string }>(
    `select toString(props) as props from events where ${those}
       and day > (select max(day) - ${lookedDays} from usage_days where ${those})
     order by at desc limit ${lookedAtMost}`,
    { workspace: workspaceId, names },
  )
  const found = new Map<string, Met>()
  for (const { props } of rows) meet(found, '', JSON.parse(props))
  const properties = [...found].map(([path, { events: count, numbers, values }]) => ({
    path,
    events: count,
    numbers,
    samples: [...values]
      .toSorted((a, b) => b[1] - a[1])
      .slice(0, samplesShown)
      .map(([value]) => value),
  }))
  return {
    looked: rows.length,
    properties: properties.toSorted((a, b) => b.events - a.events || (a.path < b.path ? -1 : 1)).slice(0, pathsShown),
  }
}

type Met = { events: number; numbers: number; values: Map<string, number> }

/** Counts what stands under each path, as the event store names paths: keys of objects joined by dots. */
function meet(found: Map<string, Met>, path: string, value: unknown): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [key, entry] of Object.entries(value)) meet(found, path === '' ? key : `${path}.${key}`, entry)
    return
  }
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return
  const text = String(value).slice(0, 80)
  const met = found.get(path) ?? { events: 0, numbers: 0, values: new Map<string, number>() }
  met.events++
  if (text.trim() !== '' && Number.isFinite(Number(text))) met.numbers++
  if (met.values.size < valuesKept || met.values.has(text)) met.values.set(text, (met.values.get(text) ?? 0) + 1)
  found.set(path, met)
}
