import { lazy, Suspense } from 'react'
import { Today } from '#capabilities/cockpit/web/Today.tsx'

const Silence = lazy(() =>
  import('#capabilities/usage/web/Silence.tsx').then((module) => ({ default: module.Silence })),
)

/** Today, with what is to be known before its list is believed. */
export function TodayPage() {
  return (
    <Today
      notice={
        <Suspense fallback={null}>
          <Silence />
        </Suspense>
      }
    />
  )
}
