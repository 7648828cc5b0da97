// `npm run bench -- P1`: runs one bench and prints its figure as one line of JSON. What it tells besides goes to stderr.
// `npm run bench -- all [--quick]`: all, one after another, and in the end every goal with its figure.
import { parseArgs } from 'node:util'
import { exitCodeOf, runEach, tellRows } from './each.ts'
import { type Figure, type Skipped, whyNoFigure } from './figure.ts'
import { rowsOf } from './goals.ts'
import { keepCompiled } from './productFlags.ts'
import { quick } from './quick.ts'

type Bench = { bench: () => Promise<Figure | Skipped> }

const benches: Record<string, () => Promise<Bench>> = {
  P1: () => import('./ingest/bench.ts'),
  P2: () => import('./reaction/bench.ts'),
  P3: () => import('./recompute/bench.ts'),
  P4: () => import('./list/bench.ts'),
  P5: () => import('./pages/bench.ts'),
  P6: () => import('./search/bench.ts'),
  P7: () => import('./imports/bench.ts'),
  P8: () => import('./proof/bench.ts'),
  P9: () => import('./growth/bench.ts'),
  P10: () => import('./clone/bench.ts'),
  P11: () => import('./usage/bench.ts'),
  revenue: () => import('./revenue/bench.ts'),
}

keepCompiled()
const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const [name = ''] = positionals
const env = values.quick ? quick : {}
if (name === 'all') {
  const ran = await runEach(new URL(import.meta.url), Object.keys(benches), { args: [], env })
  const rows = rowsOf(ran)
  tellRows(rows)
  if (values.quick) console.log('\n--quick: so few rows show that the benches work, not how fast the product is')
  const broken = [...ran.values()].some(({ code }) => code !== 0)
  process.exit(broken ? 1 : values.quick ? 0 : exitCodeOf(rows))
}
const found = benches[name]
if (!found) {
  console.error(`which bench? all, ${Object.keys(benches).join(', ')}`)
  process.exit(2)
}
for (const [key, value] of Object.entries(env)) process.env[key] ??= value
const { bench } = await found()
const figure = await bench()
if (!('skipped' in figure)) {
  const why = whyNoFigure(figure)
  if (why) {
    console.error(why)
    process.exit(1)
  }
}
const { floorIsPeer: _, ...line } = figure as Figure
console.log(JSON.stringify(line))
process.exit(0)
