import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { Suspense, useCallback, useEffect } from 'react'
import { startLive } from '#web/live/live.ts'
import { SessionContext } from '#web/session.ts'
import { Shell } from '#web/shell/Shell.tsx'
import { PageBones } from '#web/ui/Bones.tsx'
import { useFirstSteps } from './useFirstSteps.ts'
import { findCustomers } from './find.ts'
import { topics } from './live.ts'
import { usePlaces } from './places.ts'
import { access, meQuery } from './session.ts'

/** Behind the sign-in: who it is, what arrives live, and the frame. */
export function Frame() {
  const queries = useQueryClient()
  const { data: me } = useSuspenseQuery(meQuery)
  const places = usePlaces(me.permissions)
  useFirstSteps(me.permissions)
  useEffect(() => startLive(queries, topics), [queries])
  const signOut = useCallback(() => {
    void access.session.signOut.call().finally(() => {
      location.assign('/sign-in')
    })
  }, [])
  return (
    <SessionContext value={me}>
      <Shell places={places} find={findCustomers} onSignOut={signOut}>
        <Suspense fallback={<PageBones />}>
          <Outlet />
        </Suspense>
      </Shell>
    </SessionContext>
  )
}
