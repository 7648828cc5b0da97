import { addDays, type Day, daysBetween } from '#kernel/day.ts'

/** A firing that would have been, and a customer that left; each of one account on one day. */
export type Fired = { readonly account: string; readonly day: Day }
export type Loss = { readonly account: string; readonly day: Day }

/** A share with the interval in which it lies 95 times of a hundred; `null` where too little is known to say one. */
export type Share = { hits: number; of: number; share: number; low: number; high: number }

export type JudgedFiring = Fired & {
  /** The loss that followed within the horizon; null: none so far. */
  lostOn: Day | null
  /** `open`: the horizon has not passed yet, and nothing was lost so far. */
  outcome: 'lost' | 'kept' | 'open'
}
export type JudgedLoss = Loss & {
  /** The first firing within the horizon before it; null: missed. */
  firedOn: Day | null
}
/** Seven days (the oldest may have fewer), the firings in them and the losses. */
export type Week = { from: Day; to: Day; lost: number; kept: number; open: number; caught: number; missed: number }

export type Judgement = {
  firings: JudgedFiring[]
  losses: JudgedLoss[]
  accounts: number
  /** Of the firings whose horizon has passed, those before a loss. */
  precision: Share | null
  /** Of the losses, those it fired before. */
  recall: Share | null
  /** How many more losses are needed before shares say anything; 0: enough. */
  missing: number
  /** Days from the first warning to the loss, the middle one of those it fired before. */
  leadDays: number | null
  weeks: Week[]
  /** Firings in a coming week: usually (the mean), and in eight weeks of ten between the least and the most. */
  weekly: { mean: number; low: number; high: number } | null
}

/** Whole weeks that a forecast needs. */
const weeksNeeded = 8

/**
 * What a rule was worth: its firings from `from` to `to` against the losses in the same time. A firing counts for a loss of
 * its account that came after it and within `horizon` days. Firings before `from` are looked at for losses alone, so that
 * the first losses are not missed for want of a past.
 */
export function judge(
  fired: readonly Fired[],
  lost: readonly Loss[],
  { from, to, horizon }: { from: Day; to: Day; horizon: number },
): Judgement {
  const lossesOf = Map.groupBy(lost, (loss) => loss.account)
  const firedOf = Map.groupBy(fired, (firing) => firing.account)
  const firings = fired
    .filter(({ day }) => day >= from && day <= to)
    .map((firing): JudgedFiring => {
      const last = addDays(firing.day, horizon)
      const days = (lossesOf.get(firing.account) ?? []).map((loss) => loss.day)
      const lostOn = earliest(days.filter((day) => day > firing.day && day <= last && day <= to))
      return { ...firing, lostOn, outcome: lostOn ? 'lost' : last <= to ? 'kept' : 'open' }
    })
    .sort((a, b) => b.day.localeCompare(a.day) || a.account.localeCompare(b.account))
  const losses = lost
    .filter(({ day }) => day > from && day <= to)
    .map((loss): JudgedLoss => {
      const since = addDays(loss.day, -horizon)
      const days = (firedOf.get(loss.account) ?? []).map((firing) => firing.day)
      return { ...loss, firedOn: earliest(days.filter((day) => day < loss.day && day >= since)) }
    })
    .sort((a, b) => b.day.localeCompare(a.day) || a.account.localeCompare(b.account))
  const caught = losses.filter((loss) => loss.firedOn !== null)
  // A firing whose horizon is still running tells of losses only, and would make the rule look better than it is.
  const closed = firings.filter((firing) => addDays(firing.day, horizon) <= to)
  const weeks = weeksOf(firings, losses, { from, to })
  return {
    firings,
    losses,
    accounts: new Set(firings.map((firing) => firing.account)).size,
    precision: shareOf(closed.filter((firing) => firing.lostOn !== null).length, closed.length),
    recall: shareOf(caught.length, losses.length),
    missing: Math.max(0, enough - losses.length),
    leadDays: middle(caught.map((loss) => daysBetween(loss.firedOn!, loss.day))),
    weeks,
    weekly: forecast(weeks),
  }
}

/** How often any customer was lost within the horizon, percent of looks at customers: what a rule is to be better than. */
export function usualShare(
  looks: readonly { day: Day; customers: ReadonlySet<string> }[],
  lost: readonly Loss[],
  horizon: number,
): Share | null {
  const lossesOf = Map.groupBy(lost, (loss) => loss.account)
  let [hits, of] = [0, 0]
  for (const { day, customers } of looks) {
    const last = addDays(day, horizon)
    of += customers.size
    for (const [account, losses] of lossesOf)
      if (customers.has(account) && losses.some((loss) => loss.day > day && loss.day <= last)) hits++
  }
  return shareOf(hits, of)
}

const z = 1.96

/** As many as a share needs for an interval of at most 25 points to either side: Wilson's at one half. */
const enough = Math.ceil((z / 0.5) ** 2 - z ** 2)

/** A share with Wilson's score interval (1927), which stays sensible where there are few; null below `enough`. */
function shareOf(hits: number, of: number): Share | null {
  if (of < enough) return null
  const share = hits / of
  const middlePoint = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of)
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2))
  return { hits, of, share, low: Math.max(0, middlePoint - half), high: Math.min(1, middlePoint + half) }
}

function earliest(days: readonly Day[]): Day | null {
  return days.reduce<Day | null>((first, day) => (first === null || day < first ? day : first), null)
}

function middle(values: number[]): number | null {
  values.sort((a, b) => a - b)
  return values.length === 0 ? null : values[Math.floor((values.length - 1) / 2)]!
}

function weeksOf(
  firings: readonly JudgedFiring[],
  losses: readonly JudgedLoss[],
  { from, to }: { from: Day; to: Day },
): Week[] {
  const count = Math.ceil((daysBetween(from, to) + 1) / 7)
  const weeks = Array.from({ length: count }, (_, back): Week => {
    const start = addDays(to, -7 * back - 6)
    return {
      from: start < from ? from : start,
      to: addDays(to, -7 * back),
      lost: 0,
      kept: 0,
      open: 0,
      caught: 0,
      missed: 0,
    }
  })
  const weekOf = (day: Day) => weeks[Math.floor(daysBetween(day, to) / 7)]!
  for (const { day, outcome } of firings) weekOf(day)[outcome]++
  for (const { day, firedOn } of losses) weekOf(day)[firedOn ? 'caught' : 'missed']++
  return weeks.reverse()
}

/** What whole weeks had, as what the next ones will: the mean, and the tenth and the ninetieth part of a hundred. */
function forecast(weeks: readonly Week[]): Judgement['weekly'] {
  const whole = weeks.filter((week) => daysBetween(week.from, week.to) === 6)
  if (whole.length < weeksNeeded) return null
  const counts = whole.map((week) => week.lost + week.kept + week.open).sort((a, b) => a - b)
  const at = (share: number) => counts[Math.round(share * (counts.length - 1))]!
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length
  return { mean, low: at(0.1), high: at(0.9) }
}
