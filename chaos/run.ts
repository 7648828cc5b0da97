// `npm run chaos -- NAME [--quick | --part 0.1] [--seed N]`: breaks things on purpose and prints what was lost as one line
// of JSON. What it does meanwhile goes to stderr. `npm run chaos -- all`: all, one after another, and in the end every goal.
import { parseArgs } from 'node:util'
import { exitCodeOf, runEach, tellRows } from '../bench/each.ts'
import { keepCompiled } from './productFlags.ts'
import { rowsOf } from './goals.ts'
import { scenarios } from './scenarios.ts'

keepCompiled()
const { values, positionals } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    part: { type: 'string', default: '1' },
    seed: { type: 'string' },
  },
  allowPositionals: true,
})
const [target = ''] = positionals
const seed = values.seed === undefined ? Math.floor(Math.random() * 1e9) : Number(values.seed)
if (target === 'all') {
  const args = ['--seed', String(seed), '--part', values.part, ...(values.quick ? ['--quick'] : [])]
  const ran = await runEach(new URL(import.meta.url), Object.keys(scenarios), { args })
  const rows = rowsOf(ran, values.quick || Number(values.part) < 1)
  tellRows(rows)
  process.exit(exitCodeOf(rows))
}
const run = scenarios[target]
if (!run) {
  console.error(`which? all, ${Object.keys(scenarios).join(', ')}`)
  process.exit(2)
}
const outcome = await run({ quick: values.quick, part: Number(values.part), seed, say: (text) => console.error(text) })
if ('skipped' in outcome) {
  console.log(JSON.stringify({ target, ...outcome }))
  process.exit(0)
}
const { cases, violations, told } = outcome
if (cases === 0) {
  console.error('nothing was tried')
  process.exit(1)
}
for (const violation of violations.slice(0, 100)) console.error(violation)
console.log(
  JSON.stringify({
    target,
    seed,
    cases,
    violations: violations.length,
    first_violation: violations[0] ?? null,
    ...told,
  }),
)
process.exit(violations.length === 0 ? 0 : 1)
