import type { Database } from '#platform/database/scope.ts'
import type { Visit } from '#platform/http/context.ts'
import { tripCookieName } from '#platform/http/visit.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Claims } from './openId.ts'
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

/**
 * What a provider has a browser post, checked. The post comes from the provider's page, without cookies of ours; the browser
 * is sent on with a word for what it brought, and shows it together with the trip it is on.
 */
export type Arrival = Pick<Trip, 'workspaceId' | 'providerId'> & {
  readonly claims: Claims
  /** The request it answers, which is the state of a trip; null: nobody set out here. */
  readonly inResponseTo: string | null
  /** Where the provider asks to go on at. */
  readonly relayState: string
}

/** Ways to an identity provider and back: each is of the browser that set out, and ends once. */
export type Trips = {
  readonly begin: (visit: Visit, trip: Trip) => Promise<void>
  /** The trip that this browser is on; null where there is none, it took too long, or it has ended already. */
  readonly end: (visit: Visit) => Promise<Trip | null>
  /** Keeps what was brought until the browser shows the word for it. */
  readonly bring: (arrival: Arrival) => Promise<string>
  /** What was brought, once; null where there is no such thing, or it took too long. */
  readonly take: (word: string) => Promise<Arrival | null>
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
    bring: (arrival) =>
      makeTicket(database, 'arrival', new Date(), {
        workspaceId: arrival.workspaceId,
        challenge: JSON.stringify(arrival),
      }),
    take: async (word) => {
      const kept = await readTicket(database, 'arrival', word, new Date())
      if (!kept?.challenge || !(await useTicket(database, word))) return null
      return JSON.parse(kept.challenge) as Arrival
    },
  }
}
