/** Why a line counts no MRR on a day. */
export const uncountedReasons = [
  'one_time',
  'trial',
  'not_started',
  'ended',
  'other_currency',
  'archived',
  'no_price',
] as const
export type UncountedReason = (typeof uncountedReasons)[number]
