import { useQueries } from '@tanstack/react-query'
import { useMay } from '#web/session.ts'
import { health } from './apis.ts'
import type { Row } from './useRows.ts'

const together = 100

/** The score of the last three months, a point a week, of customers in the list; by customer. Not asked where no score is shown. */
export function useTrends(rows: readonly Row[], shown: boolean): ReadonlyMap<string, readonly (number | null)[]> {
  const may = useMay('health.read')
  const chunks = Array.from({ length: Math.ceil(rows.length / together) }, (_, at) =>
    rows.slice(at * together, (at + 1) * together),
  )
  return useQueries({
    queries: (shown && may ? chunks : []).map((chunk) =>
      health.trends.queryOptions({ input: { ids: chunk.map((row) => row.id).join() }, staleTime: 300_000 }),
    ),
    combine,
  })
}

// Outside, so that the map is made anew only when an answer arrives.
const combine = (
  answers: readonly { data?: { trends: readonly { id: string; scores: (number | null)[] }[] } | undefined }[],
) => new Map(answers.flatMap((answer) => (answer.data?.trends ?? []).map((trend) => [trend.id, trend.scores] as const)))
