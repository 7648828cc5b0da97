import type { z } from 'zod'
import type { propertySchema } from '#capabilities/usage/contract/live.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { EventStore } from '#platform/events/store.ts'

type Property = z.infer<typeof propertySchema>
type Row = {
  path: string
  type: string
  events: number
  first: number
  last: number
  earliest: number
  latest: number
  looked: number
}

const day = 86_400_000
const lookedAtMost = 100_000

/** The properties of an event over two weeks, by type, with what came up, went away, or is not always of one type. */
export async function readSchema(events: EventStore, workspaceId: WorkspaceId, event: string, now: Date) {
  const rows = await events.query<Row>(
    `with looked as (
       select props, toUnixTimestamp64Milli(received_at) as at from events final
       where gone = 0 and workspace_id = {workspace:UUID} and event = {event:String} and received_at > {since:DateTime64(3)}
       limit ${lookedAtMost}
     )
     select entry.1 as path, entry.2 as type, count() as events, min(at) as first, max(at) as last,
       (select min(at) from looked) as earliest, (select max(at) from looked) as latest, (select count() from looked) as looked
     from looked array join JSONAllPathsWithTypes(props)::Array(Tuple(String, String)) as entry
     group by path, type order by path, events desc`,
    { workspace: workspaceId, event, since: new Date(now.getTime() - 14 * day) },
  )
  const byPath = Map.groupBy(rows, (row) => row.path)
  return {
    looked: rows[0]?.looked ?? 0,
    properties: [...byPath].map(([path, some]): Property => {
      const first = Math.min(...some.map((row) => row.first))
      const last = Math.max(...some.map((row) => row.last))
      const { earliest, latest } = some[0]!
      return {
        path,
        types: some.map(({ type, events: count }) => ({ type, events: count })),
        firstAt: new Date(first).toISOString(),
        lastAt: new Date(last).toISOString(),
        drift: driftOf({ first, last, earliest, latest, types: some.length }),
      }
    }),
  }
}

type Span = { first: number; last: number; earliest: number; latest: number; types: number }

function driftOf({ first, last, earliest, latest, types }: Span): Property['drift'] {
  if (types > 1) return 'mixed'
  if (first - earliest > day && latest - first < day) return 'new'
  if (latest - last > day) return 'gone'
  return null
}
