/** Kinds of personal data that a workspace may keep for a time only. */
export const retentionKinds = [
  'contacts_left',
  'customers_left',
  'product_users',
  'timeline',
  'mails',
  'uploads',
  'quarantine',
  'reads',
] as const
export type RetentionKind = (typeof retentionKinds)[number]

/** The bounds of a rule, in days: less would take away what people still work with. */
export const retentionDays = { least: 30, most: 3650 } as const
