import { Suspense } from 'react'
import { Today } from '#capabilities/cockpit/web/Today.tsx'
import { Silence } from '#capabilities/usage/web/Silence.tsx'

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
