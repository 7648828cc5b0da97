let endings = new AsyncDisposableStack()

/**
 * Does it when the tests of the file are done, what was said last first. Unlike vitest's `afterAll`, which is never called
 * when it is said in a hook or in a test, it may be said at any time.
 */
export function atEnd(ending: () => Promise<unknown>): void {
  endings.defer(async () => {
    await ending()
  })
}

/** Ends what the tests of this file began; the next file of the same process begins its own. */
export async function endAll(): Promise<void> {
  const ended = endings
  endings = new AsyncDisposableStack()
  await ended.disposeAsync()
}
