/** Why data of a person may be used for a purpose: they consented, a contract needs it, or an interest of ours weighs more (GDPR Art. 6). */
export const consentBases = ['consent', 'contract', 'legitimate_interest'] as const
export type ConsentBasis = (typeof consentBases)[number]

export const consentChanges = ['given', 'withdrawn'] as const
export type ConsentChange = (typeof consentChanges)[number]

/** By which way somebody told it. */
export const consentWays = ['form', 'mail', 'by_hand', 'import', 'api'] as const
export type ConsentWay = (typeof consentWays)[number]

/** What was written down of one person and one purpose; `at` in ms since 1970: when they said it. */
export type ConsentEntry = { readonly change: ConsentChange; readonly at: number }
export type ConsentState = ConsentChange | 'none'

/**
 * The entry that counts: the latest by when it was said, in whatever order entries were written down. Of two at the same
 * moment the withdrawal counts: to withdraw must be as easy as to give (GDPR Art. 7(3)).
 */
export function countingEntry<Entry extends ConsentEntry>(entries: readonly Entry[]): Entry | null {
  return entries.reduce<Entry | null>(
    (last, one) =>
      last === null || one.at > last.at || (one.at === last.at && one.change === 'withdrawn') ? one : last,
    null,
  )
}

/**
 * Whether mail of a purpose may go to somebody. By consent: only once it was given (特定電子メール法 Art. 3, GDPR Art. 6(1)(a));
 * by legitimate interest: unless they objected (GDPR Art. 21(2)); what a contract needs is not asked.
 */
export function permits(basis: ConsentBasis, state: ConsentState): boolean {
  if (basis === 'contract') return true
  return basis === 'consent' ? state === 'given' : state !== 'withdrawn'
}
