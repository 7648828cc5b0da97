import type { Database } from '#platform/database/scope.ts'
import type { Visit } from '#platform/http/context.ts'
import { tripCookieName } from '#platform/http/visit.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import { makeTicket, readTicket, useTicket } from './tickets.ts'

/** What is kept of a sign-in while its owner is at an identity provider. */
export type Trip = {
  readonly workspaceId: WorkspaceId
  readonly providerId: string
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  /** The address within Banso to go on at. */
  readonly next: string
  /** The person whose session wants a new proof; null: somebody signs in. */
  readonly proves: string | null
}

/** Ways to an identity provider and back: each is of the browser that set out, and ends once. */
export type Trips = {
  readonly begin: (visit: Visit, trip: Trip) => Promise<void>
  /** The trip that this browser is on; null where there is none, it took too long, or it has ended already. */
  readonly end: (visit: Visit) => Promise<Trip | null>
}

export function openTrips(database: Database, secure: boolean): Trips {
  const cookie = (value: string, age: number) =>
    `${tripCookieName(secure)}=${value}; Max-Age=${age}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  return {
    begin: async (visit, trip) => {
      const token = await makeTicket(database, 'trip', new Date(), {
        workspaceId: trip.workspaceId,
        challenge: JSON.stringify(trip),
      })
      visit.setCookie(cookie(token, 600))
    },
    end: async (visit) => {
      if (!visit.tripToken) return null
      const kept = await readTicket(database, 'trip', visit.tripToken, new Date())
      visit.setCookie(cookie('', 0))
      if (!kept?.challenge || !(await useTicket(database, visit.tripToken))) return null
      return JSON.parse(kept.challenge) as Trip
    },
  }
}
