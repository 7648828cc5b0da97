import { type Day, dayOf, parseDay } from '#kernel/day.ts'
import {
  figureIntervals,
  type Figures,
  figuresOfStretch,
  percentageChange,
  stretchesOf,
} from '#capabilities/revenue/core/billing/figures.ts'
import { lastDayOf, monthOf } from '#capabilities/revenue/core/calendar/month.ts'
import { readConventions } from '#capabilities/revenue/server/ledger/conventions.ts'
import type { BillingTools, KnownSource } from '../door.ts'
import { ledgerIsKept, readStretches } from '../figures.ts'
import { type Answer, type Ask, nothing, Refusal } from './answer.ts'

type Key = Exclude<keyof Figures, 'date'>

/** What each address tells, and the figure that its summary is about. */
const actions: Record<string, readonly [Key, ...Key[]]> = {
  all: ['mrr', 'arr', 'customer-churn-rate', 'mrr-churn-rate', 'ltv', 'customers', 'asp', 'arpa'],
  mrr: ['mrr', 'mrr-new-business', 'mrr-expansion', 'mrr-contraction', 'mrr-churn', 'mrr-reactivation', 'mrr-exchange'],
  arr: ['arr'],
  arpa: ['arpa'],
  asp: ['asp'],
  'customer-count': ['customers'],
  'customer-churn-rate': ['customer-churn-rate'],
  'mrr-churn-rate': ['mrr-churn-rate'],
  ltv: ['ltv'],
}
const known = new Set(['start-date', 'end-date', 'interval'])
const mostEntries = 1000

/** The figures of the workspace by its own conventions, of everything in it, for each stretch asked for. */
export async function readMetrics(ask: Ask): Promise<Answer> {
  const keys = Object.hasOwn(actions, ask.params.action ?? '') ? actions[ask.params.action!] : undefined
  if (!keys) throw nothing(`metric ${ask.params.action}`)
  const { tx, source } = ask
  const { conventions } = await readConventions(tx, source.workspaceId)
  const today = dayOf(ask.now().getTime(), source.timeZone)
  const asOf = conventions.compared === 'changes' ? today : lastDayOf(monthOf(today))
  const { from, to, interval } = askedFor(ask.query, asOf)
  const stretches = stretchesOf(from, to, interval)
  if (stretches.length > mostEntries) throw new Refusal(422, `That would be more than ${mostEntries} entries.`)
  const bridges = await readStretches(tx, source.workspaceId, stretches, asOf)
  const figures = bridges.map((bridge) => figuresOfStretch(bridge, conventions))
  const entries = figures.slice(1).map((entry, at) => entryOf(ask.params.action === 'all', keys, entry, figures[at]!))
  if (ask.params.action === 'all') return { body: { entries } }
  const [main] = keys
  const [current, previous] = [figures.at(-1)![main], figures.at(-2)?.[main] ?? null]
  return { body: { entries, summary: { current, previous, 'percentage-change': percentageChange(previous, current) } } }
}

/** Among all figures each tells how it changed; alone, the figure that the answer is about. */
function entryOf(all: boolean, keys: readonly [Key, ...Key[]], entry: Figures, before: Figures) {
  const values = Object.fromEntries(keys.map((key) => [key, entry[key]]))
  const changes = (all ? keys : [keys[0]]).map((key) => [
    all ? `${key}-percentage-change` : 'percentage-change',
    percentageChange(before[key], entry[key]),
  ])
  return { date: entry.date, ...values, ...Object.fromEntries(changes) }
}

/** The stretch asked for, until today at most. A filter that Banso does not know is refused: its figures would be others. */
function askedFor(query: Ask['query'], asOf: Day) {
  const strange = Object.keys(query).filter((key) => !known.has(key))
  if (strange.length > 0)
    throw new Refusal(
      422,
      `Figures cannot be narrowed by ${strange.join(', ')} here; without it they are of all customers.`,
    )
  const [from, until] = [parseDay(query['start-date'] ?? ''), parseDay(query['end-date'] ?? '')]
  if (from === null || until === null || from > until)
    throw new Refusal(422, 'start-date and end-date are days (YYYY-MM-DD), the first not after the second.')
  const interval = figureIntervals.find((one) => one === (query.interval ?? 'month'))
  if (!interval) throw new Refusal(422, `interval is one of ${figureIntervals.join(', ')}.`)
  return { from, to: until < asOf ? until : asOf, interval }
}

/** Figures are told when everything that came in before is in them; a client that is told to wait asks again by itself. */
export async function awaitLedger({ database }: BillingTools, { workspaceId }: KnownSource): Promise<void> {
  if (!(await ledgerIsKept(database, workspaceId)))
    throw new Refusal(503, 'What came in is still being worked out; ask again in a moment.')
}
