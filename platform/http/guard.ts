import { type AnyRouter, ORPCError, traverseContractProcedures } from '@orpc/server'
import type { Permission, RouteMeta } from '#kernel/exchange.ts'
import type { Taking } from '#kernel/taking.ts'
import type { Caller, Guest } from './context.ts'
import { noSpace } from './problem.ts'

/** Who may call a route that has said so. */
export type MayCall = Exclude<RouteMeta['mayCall'], 'undeclared'>

/** One route as it is mounted. `path` has its parameters in braces and includes the prefix. */
export type RouteFact = { method: string; path: string; mayCall: MayCall; kind: 'contract' | 'raw' }

/** Who may call a procedure, as its contract states it. */
export function mayCallOf(meta: Record<string, unknown>): RouteMeta['mayCall'] {
  return (meta as Partial<RouteMeta>).mayCall ?? 'undeclared'
}

/**
 * All routes of a router, under a prefix. Throws where a route does not say who may call it, has no path of its own, or
 * has the same method and path as another: Banso does not start with such a router.
 */
export function routesOf(router: AnyRouter, prefix: string): RouteFact[] {
  const routes = new Map<string, RouteFact>()
  traverseContractProcedures({ router, path: [] }, ({ contract, path }) => {
    const { route, meta } = contract['~orpc']
    const name = path.join('.')
    const mayCall = mayCallOf(meta)
    if (mayCall === 'undeclared') throw new Error(`the route ${name} does not declare who may call it (meta.mayCall)`)
    if (!route.path || !route.method) throw new Error(`the route ${name} has no method or path`)
    const key = `${route.method} ${route.path.replace(/\{[^}]+\}/g, '{}')}`
    if (routes.has(key)) throw new Error(`two routes answer to ${key}`)
    routes.set(key, { method: route.method, path: prefix + route.path, mayCall, kind: 'contract' })
  })
  return [...routes.values()]
}

/** Who a request comes from: one of ours, a guest, or neither; never both. */
export type Who = { readonly callerOrNull: Caller | null; readonly guestOrNull: Guest | null }

/** Refuses a program on a route that is for persons alone: their sessions, their keys. */
export function refuseKeys({ callerOrNull }: Who, meta: Record<string, unknown>): void {
  if (!callerOrNull?.key || !(meta as Partial<RouteMeta>).person) return
  throw new ORPCError('FORBIDDEN', { defined: true, status: 403, data: { needs: 'session' } })
}

/** Refuses whoever still owes what their workspace asks of a sign-in, on all routes but those by which it is made good. */
export function refuseOwing({ callerOrNull }: Who, mayCall: RouteMeta['mayCall'], owing: unknown): void {
  if (mayCall === 'anybody' || owing === true || !callerOrNull?.owes) return
  throw new ORPCError('FACTOR_OWED', { defined: true, status: 403 })
}

/**
 * Refuses whoever looks as somebody else on all routes but those that only read what both share: nothing is changed, taken
 * out of the product or proven in another's name, and what belongs to a person alone is not shown.
 */
export function refuseViewing(
  { callerOrNull }: Who,
  method: string | undefined,
  { mayCall, person, proof, viewing }: Partial<RouteMeta>,
): void {
  if (!callerOrNull?.viewing || viewing) return
  if (method === 'GET' && !person && proof !== 'fresh' && mayCall !== 'accounts.export') return
  throw new ORPCError('VIEWING', { defined: true, status: 403 })
}

const takenWhenFull = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE', 'PATCH'])

/**
 * Refuses what makes the data grow while the disk is nearly full. Looking, removing and changing what is there go on, and
 * so does whatever lets people in: what the API has for anybody, and what is theirs while they still owe something.
 */
export function refuseGrowing(
  taking: Taking,
  method: string | undefined,
  { mayCall, owing, whenFull }: Partial<RouteMeta>,
): void {
  if (taking === 'all' || whenFull || takenWhenFull.has(method ?? 'GET')) return
  if (mayCall !== 'anybody' && !owing) throw noSpace()
}

/** Refuses whoever does not see the classes of fields that a route is about. */
export function refuseUnseen({ callerOrNull: caller }: Who, sees: unknown): void {
  const unseen = caller && ((sees as RouteMeta['sees']) ?? []).find((one) => !caller.fieldClasses.has(one))
  if (unseen) throw new ORPCError('FORBIDDEN', { defined: true, status: 403, data: { needs: `sees.${unseen}` } })
}

/** Lets whoever calls pass or throws the error to answer with. Whoever is not signed in learns nothing else. */
export function permit({ callerOrNull: caller, guestOrNull: guest }: Who, mayCall: RouteMeta['mayCall']): void {
  if (mayCall === 'anybody' || (mayCall === 'guest' && guest)) return
  if (!caller) throw new ORPCError('UNAUTHORIZED', { defined: true, status: 401 })
  if (mayCall === 'signedIn') return
  if (mayCall === 'guest') throw new ORPCError('FORBIDDEN', { defined: true, status: 403, data: { needs: mayCall } })
  if (!caller.permissions.has(mayCall as Permission)) {
    throw new ORPCError('FORBIDDEN', { defined: true, status: 403, data: { needs: mayCall } })
  }
}
