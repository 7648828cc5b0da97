/**
 * Waits for all, as `Promise.all` does, but also where one fails: what works in a transaction or puts rows into the store
 * must have ended before the transaction is undone and its chunks are taken again.
 */
export async function together<T extends readonly unknown[] | []>(
  work: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work)
  return Promise.all(work)
}
