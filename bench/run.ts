// `npm run bench -- P1`: runs one bench and prints its figure as one line of JSON. What it tells besides goes to stderr.
import type { Figure } from './figure.ts'

const benches: Record<string, () => Promise<{ bench: () => Promise<Figure> }>> = {
  P1: () => import('./ingest/bench.ts'),
  P2: () => import('./reaction/bench.ts'),
  P3: () => import('./recompute/bench.ts'),
  P4: () => import('./list/bench.ts'),
  P5: () => import('./pages/bench.ts'),
  P8: () => import('./proof/bench.ts'),
  P11: () => import('./usage/bench.ts'),
  revenue: () => import('./revenue/bench.ts'),
}

const name = process.argv[2] ?? ''
const found = benches[name]
if (!found) {
  console.error(`which bench? ${Object.keys(benches).join(', ')}`)
  process.exit(2)
}
const { bench } = await found()
const figure = await bench()
if (figure.ratio > 1 && figure.floorIsPeer !== true) {
  console.error('the floor was slower than the product: something is wrong with the measurement')
  process.exit(1)
}
const { floorIsPeer: _, ...line } = figure
console.log(JSON.stringify(line))
process.exit(0)
