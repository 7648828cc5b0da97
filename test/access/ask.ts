import type { AnyContractRouter } from '@orpc/contract'
import { type AnyRouter, traverseContractProcedures } from '@orpc/server'
import type { z } from 'zod'
import type { RouteMeta } from '#kernel/exchange.ts'

/** A route of the composed router, with what it takes. */
export type Route = {
  name: string
  method: string
  path: string
  mayCall: RouteMeta['mayCall']
  sees: RouteMeta['sees']
  /** Of what it tells much at once. */
  bulk: RouteMeta['bulk']
  /** No program may call it, whatever its key allows. */
  person: boolean
  viewing: boolean
  input: z.ZodType | null
}

/** All routes of a router. */
export function routesWithInput(router: AnyRouter | AnyContractRouter): Route[] {
  const routes: Route[] = []
  traverseContractProcedures({ router, path: [] }, ({ contract, path }) => {
    const { route, meta, inputSchema } = contract['~orpc']
    routes.push({
      name: `${route.method} ${route.path}`,
      method: route.method!,
      path: route.path!,
      mayCall: (meta as RouteMeta).mayCall,
      sees: (meta as RouteMeta).sees,
      bulk: (meta as RouteMeta).bulk,
      person: (meta as RouteMeta).person === true,
      viewing: (meta as RouteMeta).viewing === true,
      input: (inputSchema as z.ZodType | undefined) ?? null,
    })
    return path
  })
  return routes
}

export type Answer = { status: number; text: string }

/** Asks a route over HTTP as an ordinary client would, whatever the input is; `link`: as a guest. */
export async function ask(address: string, route: Route, input: unknown, cookie = '', link = ''): Promise<Answer> {
  const { path, init } = requestOf(route, input)
  const answer = await fetch(`${address}/api/v1${path}`, {
    ...init,
    headers: { ...init.headers, cookie, ...(link ? { 'x-portal-link': link } : {}) },
  })
  return { status: answer.status, text: await answer.text() }
}

type Request = { path: string; init: { method: string; headers: Record<string, string>; body?: string } }

/** The request that says an input: what the path names stands there, the rest in the query or the body. */
export function requestOf(route: Route, input: unknown): Request {
  const rest = { ...(input as Record<string, unknown>) }
  const path = route.path.replace(/\{\+?(\w+)\}/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  const { method } = route
  if (method === 'GET') return { path: `${path}?${new URLSearchParams(flat(rest))}`, init: { method, headers: {} } }
  if (Object.keys(rest).length === 0) return { path, init: { method, headers: {} } }
  return { path, init: { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(rest) } }
}

/** An answer without what differs from one call to the next and says nothing: ids made, moments, links. */
export function plain(text: string): string {
  return text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, '<at>')
    .replace(/"url":"[^"]*"/g, '<link>')
}

/** Nested input as a query string writes it: `a[b]=1`, `list[0]=2`. */
function flat(value: unknown, at = ''): Array<[string, string]> {
  if (value === null || typeof value !== 'object') return [[at, String(value)]]
  return Object.entries(value).flatMap(([name, inner]) => flat(inner, at === '' ? name : `${at}[${name}]`))
}
