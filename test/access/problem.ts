import { ORPCError } from '@orpc/client'

/** The problem that a call is answered with; fails where it succeeds. */
export async function problemOf(call: Promise<unknown>): Promise<ORPCError<string, unknown>> {
  const error: unknown = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error instanceof ORPCError) return error as ORPCError<string, unknown>
  throw new Error('the call was not refused', { cause: error })
}
