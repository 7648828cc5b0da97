/** What is left of an amount in each of so many years, the first being now, where a share of it renews each year. */
export function outlook(amount: number, renewalRate: number, years: number): number[] {
  return Array.from({ length: years }, (_, year) => amount * renewalRate ** year)
}

/** The share of a cohort that is left after some periods, where the same share leaves in each. */
export function decay(churn: number, periods: number): number {
  return (1 - churn) ** periods
}
