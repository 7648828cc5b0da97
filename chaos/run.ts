// `npm run chaos -- NAME [--quick] [--seed N]`: breaks things on purpose and prints what was lost as one line of
// JSON. What it does meanwhile goes to stderr.
import { parseArgs } from 'node:util'
import { ingestKill, type Outcome } from './ingest/kill.ts'
import { broadcastKill } from './mail/broadcast.ts'
import { mailHeaders } from './mail/headers.ts'
import { mailKill } from './mail/kill.ts'
import { severalKill } from './several/kill.ts'

type Run = (given: { quick: boolean; seed: number; say: (text: string) => void }) => Promise<Outcome>

const runs: Record<string, Run> = {
  broadcast: ({ quick, seed, say }) =>
    broadcastKill({ mails: quick ? 1500 : 10_000, kills: quick ? 5 : 20, leaving: quick ? 4 : 20, seed, say }),
  'ingest-kill': ({ quick, seed, say }) =>
    ingestKill({ events: quick ? 20_000 : 200_000, kills: quick ? 3 : 12, seed, say }),
  'mail-headers': ({ quick, seed }) => mailHeaders({ cases: quick ? 500 : 5000, seed }),
  mail: ({ quick, seed, say }) =>
    mailKill({ mails: quick ? 1500 : 10_000, kills: quick ? 5 : 20, leaving: quick ? 4 : 20, seed, say }),
  several: ({ quick, seed, say }) =>
    severalKill({ events: quick ? 20_000 : 200_000, kills: quick ? 4 : 15, seed, say }),
}

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, seed: { type: 'string' } },
  allowPositionals: true,
})
const [target = ''] = positionals
const run = runs[target]
if (!run) {
  console.error(`which? ${Object.keys(runs).join(', ')}`)
  process.exit(2)
}
const seed = values.seed === undefined ? Math.floor(Math.random() * 1e9) : Number(values.seed)
const { cases, violations } = await run({ quick: values.quick, seed, say: (text) => console.error(text) })
console.log(
  JSON.stringify({ target, seed, cases, violations: violations.length, first_violation: violations[0] ?? null }),
)
process.exit(violations.length === 0 ? 0 : 1)
