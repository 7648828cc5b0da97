import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract'
import type { RouterUtils } from '@orpc/tanstack-query'
import type { Problem } from '#kernel/problem.ts'
import { currentLanguage } from './i18n/i18n.ts'
import { proveAgain } from './proof.ts'
import { utilsAt } from './queryUtils.ts'

/** Of every route, its method and its path (`/accounts/{id}`), by capability and name. */
export type Routes = { readonly [name: string]: Routes | readonly [method: string, path: string] }

/** What a call that failed throws: an error that carries what the server told. */
export type Failure = Error & { readonly problem: Problem }

let known: Routes = {}

/** Tells the client the routes there are; `start/web` does it once, before the first page. */
export function connect(routes: Routes): void {
  known = routes
}

/**
 * The routes of one capability, typed by its contract (import the contract as a type only), as TanStack Query options:
 * `const accounts = api<typeof accountsContract>('accounts')`, then `useQuery(accounts.list.queryOptions({ input }))`,
 * `useMutation(accounts.update.mutationOptions())`, `accounts.list.call(input)`.
 */
export function api<Contract extends AnyContractRouter>(
  capability: string,
): RouterUtils<ContractRouterClient<Contract>> {
  return utilsAt([capability], send) as RouterUtils<ContractRouterClient<Contract>>
}

/** What an error of a call tells; whatever is no answer of the server counts as `OFFLINE`, with no words of its own. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Error && 'problem' in error && isProblem(error.problem)) return error.problem
  return { ...unforeseen(0), code: 'OFFLINE' }
}

/** The error of a call that was answered by a problem. */
export function failureOf(problem: Problem): Failure {
  return Object.assign(new Error(problem.title || problem.code), { problem })
}

async function send(path: readonly string[], input: unknown, signal?: AbortSignal): Promise<unknown> {
  const [method, address] = routeOf(path)
  const { url, rest } = addressed(address, (input ?? {}) as Record<string, unknown>)
  const asks = method === 'GET'
  // What was asked before somebody signed in or changed something says no more how things stand.
  if (!asks) globalThis.bansoEarly?.answers.clear()
  const body = asks || Object.keys(rest).length === 0 ? undefined : JSON.stringify(rest)
  const wanted = `/api/v1${url}${asks ? queryOf(rest) : ''}`
  const first = await ((asks ? takeEarly(wanted) : undefined) ?? ask(wanted, method, body, signal))
  const answer = asks && first.status === 401 ? await askAnew(wanted, signal) : first
  const text = await answer.text()
  const told: unknown = text === '' ? undefined : readable(text)
  if (answer.ok) return told
  const problem = isProblem(told) ? told : unforeseen(answer.status)
  // What needs a fresh proof of who one is goes on by itself once it is given.
  if (problem.code === 'PROOF_NEEDED' && (await proveAgain())) return await send(path, input, signal)
  throw failureOf(problem)
}

const changing = new Set<Promise<unknown>>()

/**
 * A proof that is given meanwhile gives the session another token; what was under way by the one before is asked anew, once
 * whatever is being changed is answered: the new token comes with it.
 */
async function askAnew(address: string, signal: AbortSignal | undefined): Promise<Response> {
  await Promise.allSettled(changing)
  return await ask(address, 'GET', undefined, signal)
}

async function ask(address: string, method: string, body: string | undefined, signal: AbortSignal | undefined) {
  const answer = request(address, method, body, signal)
  if (method !== 'GET') changing.add(answer)
  try {
    return await answer
  } finally {
    changing.delete(answer)
  }
}

function request(address: string, method: string, body: string | undefined, signal: AbortSignal | undefined) {
  return fetch(address, {
    method,
    credentials: 'same-origin',
    headers: { 'accept-language': currentLanguage(), ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body } : {}),
    ...(signal ? { signal } : {}),
  })
}

declare global {
  /** What public/first-paint.js asked while the application was still on its way. */
  var bansoEarly: { language: string; answers: Map<string, Promise<Response>> } | undefined
}

const early = 10_000 // ms after the visit began; older answers may no longer be true

// Each is taken once: asked again, the server is asked.
function takeEarly(address: string): Promise<Response> | undefined {
  const { bansoEarly: asked } = globalThis
  const answer = asked?.answers.get(address)
  if (!asked || !answer) return undefined
  asked.answers.delete(address)
  return performance.now() < early && asked.language === currentLanguage() ? answer : undefined
}

function routeOf(path: readonly string[]): readonly [method: string, path: string] {
  const found = path.reduce<Routes[string] | undefined>((at, name) => (at && !isLeaf(at) ? at[name] : undefined), known)
  if (!found || !isLeaf(found)) throw new Error(`there is no route ${path.join('.')}`)
  return found
}

const isLeaf = (at: Routes[string]): at is readonly [string, string] => Array.isArray(at)

// Puts the parts of the input that the path names into it; the rest goes into the query or the body.
function addressed(path: string, input: Record<string, unknown>) {
  const rest = { ...input }
  const url = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  return { url, rest }
}

function queryOf(values: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined || value === null) continue
    const plain = value as string | number | boolean
    query.append(key, String(plain))
  }
  return query.size > 0 ? `?${query}` : ''
}

function readable(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body
}

// A proxy in between answers in its own words, which nobody here can read.
function unforeseen(status: number): Problem {
  const code = `HTTP_${status}`
  return { type: '', title: '', detail: '', status, instance: '', code, defined: false, message: '' }
}
