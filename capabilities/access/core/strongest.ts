import type { RowScope } from '#kernel/exchange.ts'
import type { Allowance } from './roles.ts'

const widest: readonly RowScope[] = ['all', 'team', 'book', 'partner']

/**
 * Of several roles the one that may most: the one with the most permissions, then the widest reach, then the most kinds of
 * fields. Of two that are alike in all of these the first by key, so that the answer is always the same.
 */
export function strongest<Role extends Allowance & { readonly key: string }>(roles: readonly Role[]): Role | undefined {
  return roles.toSorted(
    (a, b) =>
      b.permissions.length - a.permissions.length ||
      widest.indexOf(a.rowScope) - widest.indexOf(b.rowScope) ||
      b.fieldClasses.length - a.fieldClasses.length ||
      (a.key < b.key ? -1 : 1),
  )[0]
}
