import { sellsOn } from '#capabilities/revenue/core/recurring.ts'
import type { EndingContract } from '#capabilities/revenue/server/index.ts'
import type { Day } from '#kernel/day.ts'

/** Whether something recurring is sold in a contract on a day; one without lines is taken at its word. */
export function goesOn(contract: Pick<EndingContract, 'bare' | 'prices'>, on: Day): boolean {
  return contract.bare || sellsOn(contract.prices, on)
}
