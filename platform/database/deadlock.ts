import { setTimeout as wait } from 'node:timers/promises'

const pauses = [20, 60, 150, 400] // ms

/**
 * Does a transaction again that PostgreSQL gave up because it and another waited for each other: all of it was undone. For
 * what touches rows of many tables in an order of its own, and does nothing outside of the transaction.
 */
export async function againAfterDeadlock<T>(transaction: () => Promise<T>): Promise<T> {
  for (const pause of pauses) {
    try {
      return await transaction()
    } catch (error) {
      if ((error as { code?: string }).code !== '40P01') throw error
      await wait(pause)
    }
  }
  return transaction()
}
