import { type ReactNode, useMemo } from 'react'
import { SessionContext, useSession } from './session.ts'

/** Everything inside is for reading alone: whoever looks may see what they may see, and change nothing. */
export function ReadOnly({ children }: { children: ReactNode }) {
  const session = useSession()
  const reading = useMemo(
    () => ({ ...session, permissions: session.permissions.filter((one) => one.endsWith('.read')) }),
    [session],
  )
  return <SessionContext value={reading}>{children}</SessionContext>
}
