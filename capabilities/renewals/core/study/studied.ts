/** Numbers that are followed before the end, in the order in which they are told. */
export const studiedNumbers = [
  'health.score',
  'metric.licence_use',
  'metric.weekly_active_users',
  'metric.features_used_28d',
  'touch.count_90d',
  'inquiry.open_count',
  'survey.nps.latest',
] as const

/** Numbers that say what a customer is rather than how it goes: they are compared once, as traits are. */
export const studiedSizes = ['onboarding.days', 'contract.seats', 'account.employees'] as const

/** What customers are, as it stood 90 days before the end. */
export const studiedTraits = [
  'phase.key',
  'phase.lateness',
  'account.touch_model',
  'account.usage_pattern',
  'account.industry',
  'contract.plan',
  'account.owner',
  'segments',
] as const

/** Days before the end on which both are looked at. */
export const daysBefore = [180, 150, 120, 90, 60, 30] as const

/** Days before the end at which traits are compared: early enough to do something. */
export const traitDays = 90
