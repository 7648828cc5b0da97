import { firstDayOf, monthOf } from '../calendar/month.ts'
import type { LedgerConventions } from '../conventions.ts'
import type { Exact } from '../fraction.ts'
import type { AccountLines, LineVersion } from '../ledger/line.ts'
import { holds } from '../mrr.ts'
import { type Asked, figureFrom, readOn } from './figure.ts'
import type { Otherwise, Reason } from './reason.ts'

/** Under which other convention our figure is exactly theirs. Only those are tried that this account's contracts are touched by. */
export function inOtherWays(account: AccountLines, asked: Asked, hits: (exact: Exact) => boolean): Reason | null {
  const found = otherWays(account, asked).find(({ key, value }) =>
    hits(figureFrom(account, { ...asked, conventions: { ...asked.conventions, [key]: value } })),
  )
  return found ? reasonOf(found, account, asked) : null
}

/** The conventions that may make a difference to an account, each settled the other ways. */
export function otherWays({ lines }: AccountLines, { conventions, rates, kind }: Asked): Otherwise[] {
  const other = <Key extends keyof LedgerConventions>(key: Key, values: readonly LedgerConventions[Key][]) =>
    values.filter((value) => value !== conventions[key]).map((value) => ({ key, value }) as Otherwise)
  const versions = lines.flatMap((line) => line.versions)
  return [
    ...(versions.some(({ discount }) => discount !== null) ? other('discounts', ['all', 'forever_only', 'none']) : []),
    ...(lines.some(({ pauses }) => pauses.length > 0)
      ? other('pauses', conventions.pauses === 'counted' ? ['churn'] : ['counted'])
      : []),
    ...(lines.some(({ refunds }) => refunds.length > 0) ? other('refunds', ['ignored', 'off_the_month']) : []),
    ...(lines.some(({ cancelledOn }) => cancelledOn !== null)
      ? other('churnCounts', ['period_end', 'cancel_submitted'])
      : []),
    ...(lines.some(({ currency }) => currency !== rates.reporting) ? other('exchange', ['apart', 'constant']) : []),
    ...(kind === 'revenue' || versions.some(endsInItsMonth)
      ? other('signUpAndChurnInAMonth', ['counted', 'ignored'])
      : []),
  ]
}

const endsInItsMonth = ({ startOn, endOn }: LineVersion) => endOn !== null && monthOf(startOn) === monthOf(endOn)

function reasonOf(otherwise: Otherwise, { lines }: AccountLines, asked: Asked): Reason {
  switch (otherwise.key) {
    case 'discounts':
      return { reason: 'discount', otherwise }
    case 'pauses': {
      const [first, last] = [firstDayOf(asked.month), readOn(asked)]
      const starts = lines.flatMap(({ pauses }) =>
        pauses
          .filter((pause) => holds(pause, last) || holds(pause, first) || pause.startOn >= first)
          .map(({ startOn }) => startOn),
      )
      return { reason: 'pause', since: starts.sort()[0] ?? null, exactly: true }
    }
    default:
      return { reason: 'convention', otherwise }
  }
}
