import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Outlet, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import type { Me } from '#capabilities/access/contract.ts'
import { EffectsNotice } from '#capabilities/access/web/privacy/EffectsNotice.tsx'
import { DiskNotice } from '#capabilities/limits/web/DiskNotice.tsx'
import { forgetDrafts } from '#capabilities/timeline/web/drafts.ts'
import { startLive } from '#web/live/live.ts'
import { SessionContext } from '#web/session.ts'
import { Shell } from '#web/shell/Shell.tsx'
import { PageBones } from '#web/ui/Bones.tsx'
import { ProofGate } from '#capabilities/access/web/proof/ProofGate.tsx'
import { useFirstSteps } from './useFirstSteps.ts'
import { finders } from './find.ts'
import { topics } from './live.ts'
import { texts } from './prepare.ts'
import { usePlaces } from './places.ts'
import { useShortcuts } from './useShortcuts.ts'
import { access, meQuery } from './session.ts'

const OwedFactor = lazy(async () => ({
  default: (await import('#capabilities/access/web/policy/OwedFactor.tsx')).OwedFactor,
}))

/** Behind the sign-in: who it is, and the frame; or, before anything else, what the workspace still asks of them. */
export function Frame() {
  const { data: me } = useSuspenseQuery(meQuery)
  if (!me.owes) return <Inside me={me} />
  return (
    <Suspense fallback={<PageBones />}>
      <OwedFactor me={me} onSignOut={signOut} />
    </Suspense>
  )
}

function signOut(): void {
  forgetDrafts(localStorage)
  void access.session.signOut.call().finally(() => {
    location.assign('/sign-in')
  })
}

function endViewing(): void {
  void access.viewing.end.call({}).finally(() => {
    location.assign('/')
  })
}

/** What arrives live, and the page. */
function Inside({ me }: { me: Me }) {
  const queries = useQueryClient()
  const router = useRouter()
  const places = usePlaces(me)
  useFirstSteps(me.permissions)
  useShortcuts(me.permissions)
  useEffect(() => startLive(queries, topics), [queries])
  useEffect(() => {
    // Once the page rests: the code of the pages that are opened most.
    const timer = setTimeout(() => {
      for (const page of ['/frame/', '/frame/customers', '/frame/customers/$id'] as const)
        void router.loadRouteChunk(router.routesById[page])
      void texts('cockpit', 'list', 'customer', 'health', 'journey', 'timeline', 'revenue', 'conventions')
    }, 1000)
    return () => clearTimeout(timer)
  }, [router])
  return (
    <SessionContext value={me}>
      <Shell places={places} finders={finders} onSignOut={signOut} onEndViewing={endViewing}>
        <ProofGate />
        <Suspense fallback={null}>
          <EffectsNotice />
          <DiskNotice />
        </Suspense>
        <Suspense fallback={<PageBones />}>
          <Outlet />
        </Suspense>
      </Shell>
    </SessionContext>
  )
}
