/** The parts of the customer's page, as they stand in its address; the first is shown without any. */
export const customerTabs = [
  'overview',
  'health',
  'plan',
  'hearing',
  'mails',
  'timeline',
  'usage',
  'people',
  'contracts',
  'inquiries',
] as const
/** Its parts as of a past day. */
export const pastTabs = ['overview', 'timeline', 'facts'] as const
