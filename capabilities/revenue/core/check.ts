import type { Day } from '#kernel/day.ts'
import type { Month } from './calendar/month.ts'
import { accountLedger, type LedgerView } from './ledger/ledger.ts'
import type { LineVersion, RevenueLine } from './ledger/line.ts'
import { inOrder, type Span } from './versions.ts'

/** What can be wrong with contracts, each with what comes of it: it is in no figure, or it counts but may not be meant. */
export const findingKinds = {
  end_not_after_start: 'uncounted',
  unknown_currency: 'uncounted',
  versions_overlap: 'uncounted',
  no_rate: 'uncounted',
  outside_term: 'doubtful',
  versions_gap: 'doubtful',
  contracts_overlap: 'doubtful',
} as const
export type FindingKind = keyof typeof findingKinds

/** Something wrong with a contract: what, where, and on which days (`until`: the first day it is right again). */
export type Finding = {
  readonly kind: FindingKind
  readonly contract: string
  /** null: the contract itself. */
  readonly line: string | null
  readonly version: string | null
  /** The contract it overlaps. */
  readonly other: string | null
  readonly from: Day | null
  readonly until: Day | null
  /** The months whose exchange rate is missing. */
  readonly months: readonly Month[]
}

/** A contract as it is checked, with those of its lines that are not archived. */
export type CheckedContract = Span & {
  readonly id: string
  readonly autoRenews: boolean | null
  readonly currency: string
  readonly lines: readonly RevenueLine[]
}

/** Everything that is wrong with the contracts of one account; archived ones are left out by whoever asks. */
export function checkContracts(contracts: readonly CheckedContract[], view: LedgerView): Finding[] {
  return [...contracts.flatMap((contract) => ofContract(contract, view)), ...overlapping(contracts)]
}

function ofContract(contract: CheckedContract, view: LedgerView): Finding[] {
  const at = { contract: contract.id }
  const findings: Finding[] = []
  if (isBackwards(contract)) findings.push(finding('end_not_after_start', at, contract.startOn, contract.endOn))
  const isKnown = isKnownCurrency(contract.currency)
  if (!isKnown) findings.push(finding('unknown_currency', at, null, null))
  for (const line of contract.lines) findings.push(...ofVersions(contract, line))
  return isKnown ? [...findings, ...withoutRate(contract, view)] : findings
}

const knownCurrencies = new Set(Intl.supportedValuesOf('currency'))

/** Whether a currency is one of ISO 4217, as far as the runtime's locale data knows. */
export const isKnownCurrency = (currency: string): boolean => knownCurrencies.has(currency)

function ofVersions(contract: CheckedContract, line: RevenueLine): Finding[] {
  const at = (version: LineVersion) => ({ contract: contract.id, line: line.id, version: version.id })
  const found: Finding[] = []
  let reach: LineVersion | undefined
  for (const version of inOrder(line.versions)) {
    const { startOn, endOn } = version
    if (isBackwards(version)) {
      found.push(finding('end_not_after_start', at(version), startOn, endOn))
      continue
    }
    if (reach && (reach.endOn === null || reach.endOn > startOn))
      found.push(finding('versions_overlap', at(version), startOn, earlier(reach.endOn, endOn)))
    else if (reach && reach.endOn !== null && reach.endOn < startOn)
      found.push(finding('versions_gap', at(version), reach.endOn, startOn))
    reach = reach && !endsLater(version, reach) ? reach : version
    for (const { from, until } of outside(contract, version))
      found.push(finding('outside_term', at(version), from, until))
  }
  return found
}

/** The days on which a version holds although its contract does not: before its start, or after an end that is final. */
function outside(contract: CheckedContract, { startOn, endOn }: Span): { from: Day; until: Day | null }[] {
  const end = contract.autoRenews === true ? null : contract.endOn
  const days: { from: Day; until: Day | null }[] = []
  if (startOn < contract.startOn) days.push({ from: startOn, until: earlier(endOn, contract.startOn) })
  // A price without an end that began within the term ends with it: nothing was written down that is not so.
  if (end !== null && startOn >= end) days.push({ from: startOn, until: endOn })
  else if (end !== null && endOn !== null && endOn > end) days.push({ from: end, until: endOn })
  return days
}

function withoutRate({ id, lines }: CheckedContract, view: LedgerView): Finding[] {
  const { notCounted } = accountLedger({ account: id, lines }, view)
  const missing = notCounted.filter(({ reason, month }) => reason === 'no_rate' && month !== null)
  return [...Map.groupBy(missing, ({ line }) => line)].map(([line, ones]) => ({
    ...finding('no_rate', { contract: id, line }, null, null),
    months: ones.map(({ month }) => month!).sort(),
  }))
}

/** Contracts that sell one product at one time; one finding for each pair and product. */
function overlapping(contracts: readonly CheckedContract[]): Finding[] {
  return contracts.flatMap((contract, at) =>
    contracts.slice(at + 1).flatMap((other) =>
      [...new Set(contract.lines.map(({ product }) => product))].flatMap((product) => {
        const [ours, theirs] = [sold(contract, product), sold(other, product)]
        const shared = ours
          .flatMap(({ line, span }) => theirs.flatMap((their) => common(line, span, their.span)))
          .reduce<Sold | null>((first, one) => (first && !comesFirst(one.span, first.span) ? first : one), null)
        if (!shared) return []
        const where = { contract: contract.id, line: shared.line, other: other.id }
        return [finding('contracts_overlap', where, shared.span.startOn, shared.span.endOn)]
      }),
    ),
  )
}

type Sold = { readonly line: string; readonly span: Span }

function sold({ lines }: CheckedContract, product: string): Sold[] {
  return lines
    .filter((line) => line.product === product && line.kind === 'recurring')
    .flatMap((line) =>
      line.versions.flatMap((version) => {
        const span = { startOn: version.startOn, endOn: earlier(version.endOn, line.coveredUntil) }
        return isBackwards(span) ? [] : [{ line: line.id, span }]
      }),
    )
}

function common(line: string, a: Span, b: Span): Sold[] {
  const span = { startOn: a.startOn > b.startOn ? a.startOn : b.startOn, endOn: earlier(a.endOn, b.endOn) }
  return isBackwards(span) ? [] : [{ line, span }]
}

/** The earlier span, of two that begin together the longer one. */
const comesFirst = (a: Span, b: Span) => a.startOn < b.startOn || (a.startOn === b.startOn && endsLater(a, b))

const isBackwards = ({ startOn, endOn }: Span) => endOn !== null && endOn <= startOn
const endsLater = (a: Span, b: Span) => b.endOn !== null && (a.endOn === null || a.endOn > b.endOn)

/** The earlier of two ends; null is no end. */
function earlier(a: Day | null, b: Day | null): Day | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}

function finding(
  kind: FindingKind,
  { contract, line = null, version = null, other = null }: Partial<Finding> & Pick<Finding, 'contract'>,
  from: Day | null,
  until: Day | null,
): Finding {
  return { kind, contract, line, version, other, from, until, months: [] }
}
