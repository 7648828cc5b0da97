import type { Figure } from './figure.ts'
import type { Ran, Row } from './each.ts'

type Goal = { what: string; met: (figure: Figure) => boolean }

/** What is to be reached, by the name of the bench that measures it. */
const goals: Record<string, Goal> = {
  P1: {
    what: 'events over HTTP: at least 20,000/s and half of the floor',
    met: ({ figure, ratio }) => figure >= 20_000 && ratio >= 0.5,
  },
  P2: { what: 'an event is seen in API and page: p95 within 1,000 ms', met: ({ figure }) => figure <= 1000 },
  P3: {
    what: 'everything anew within 20 s and twice the floor',
    met: ({ figure, ratio }) => figure <= 20 && ratio >= 0.5,
  },
  P4: {
    what: 'a page of the list: p95 within 50 ms, half of the floor',
    met: ({ figure, ratio }) => figure <= 50 && ratio >= 0.5,
  },
  P5: { what: 'a first visit: largest paint within 1,000 ms', met: ({ figure }) => figure <= 1000 },
  P6: { what: 'Japanese text search: p95 within 200 ms', met: ({ figure }) => figure <= 200 },
  P7: {
    what: 'import: at least 10,000 rows/s within 512 MiB',
    met: ({ figure, ok }) => figure >= 10_000 && ok !== false,
  },
  P8: { what: 'back-test with its interval within 20 s', met: ({ figure }) => figure <= 20 },
  P9: {
    what: 'twice the customers: at most 2.2 times the time',
    met: ({ figure, ok }) => figure <= 2.2 && ok !== false,
  },
  P10: { what: 'a fresh clone to the first page within 180 s', met: ({ figure }) => figure <= 180 },
  P11: {
    what: 'questions about use within 2 s and 1.5 times the engine',
    met: ({ figure, ratio }) => figure <= 2 && ratio >= 1 / 1.5,
  },
}

/** Every goal with what its bench said: none is left out. */
export function rowsOf(ran: ReadonlyMap<string, Ran>): Row[] {
  return Object.entries(goals).map(([goal, of]) => {
    const { what } = of
    const one = ran.get(goal)
    if (!one) return { goal, what, said: 'it was not run', verdict: 'not measured' }
    if (!one.told || one.code !== 0)
      return { goal, what, said: `ended without a figure (${one.code})`, verdict: 'failed' }
    if (typeof one.told['skipped'] === 'string')
      return { goal, what, said: one.told['skipped'], verdict: 'not measured' }
    const figure = one.told as unknown as Figure
    const said = `${figure.figure} ${figure.unit}, floor ${figure.floor}, ratio ${figure.ratio}, ${figure.rows} rows`
    const besides = figure.besides ? `; ${figure.besides}` : ''
    return { goal, what, said: said + besides, verdict: of.met(figure) ? 'kept' : 'missed' }
  })
}
