import { contactsLeft, readsKept, type Retention } from '#capabilities/access/server/index.ts'
import { importFileRetention } from '#capabilities/connect/server/index.ts'
import { mailRetention } from '#capabilities/outreach/server/delivery/index.ts'
import { planFileRetention } from '#capabilities/plans/server/index.ts'
import { customersLeftRetention } from '#capabilities/revenue/server/index.ts'
import { timelineRetention } from '#capabilities/timeline/server/index.ts'
import { usageRetention } from '#capabilities/usage/server/index.ts'

/** What may be kept for a time only. */
export const retained: readonly Retention[] = [
  contactsLeft,
  customersLeftRetention,
  ...usageRetention,
  ...timelineRetention,
  mailRetention,
  planFileRetention,
  importFileRetention,
  readsKept,
]
