import { isCurrency } from '#kernel/money.ts'
import { versionsRule } from '../versions.ts'
import type { RevenueLine } from './line.ts'
import type { NotCountedReason } from './movement.ts'

/** Why a line never counts; null where it does. */
export function neverCounted({ archived, kind, versions, currency }: RevenueLine): NotCountedReason | null {
  if (archived) return 'archived'
  if (kind !== 'recurring') return kind
  if (versions.length === 0) return 'no_price'
  return versionsRule(versions) ?? (isCurrency(currency) ? null : 'unknown_currency')
}
