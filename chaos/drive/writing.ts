import { setTimeout as wait } from 'node:timers/promises'
import { deliver, perRequest } from '../ingest/kill.ts'
import { administrator, type Product } from '../ingest/product.ts'
import type { Seen } from '../ingest/server.ts'

/** What was acknowledged by some moment: requests of events by number, accounts by name. */
export type Acknowledged = { requests: Set<number>; accounts: Set<string> }

export type Writing = {
  acknowledged: Acknowledged
  /** What was asked of the product and answered otherwise than it should be. */
  odd: string[]
  pause: () => Promise<void>
  resume: () => void
  stop: () => Promise<void>
}

const callers = 3

/** Sends events and makes accounts until it is stopped; what gets no answer is sent again, as SDKs do. */
export function startWriting(product: Pick<Product, 'at'>, seed: number): Writing {
  const acknowledged: Acknowledged = { requests: new Set(), accounts: new Set() }
  const odd: string[] = []
  const ending = new AbortController()
  let [next, paused] = [0, Promise.withResolvers<void>()]
  paused.resolve()
  const busy = new Set<Promise<void>>()
  const each = async (work: () => Promise<void>) => {
    while (!ending.signal.aborted) {
      await paused.promise
      if (ending.signal.aborted) return
      const one = work()
      busy.add(one)
      await one.finally(() => busy.delete(one))
    }
  }
  const event = async () => {
    const request = next++
    const told = await deliver(product, request, seed)
    if (told !== perRequest) odd.push(`a request of ${perRequest} events was acknowledged as ${told}`)
    acknowledged.requests.add(request)
  }
  const account = async () => {
    const name = `客先 ${next++}`
    if (await makeAccount(product, name)) acknowledged.accounts.add(name)
    else await wait(50)
  }
  const loops = [...Array.from({ length: callers }, () => each(event)), each(account)]
  return {
    acknowledged,
    odd,
    pause: async () => {
      paused = Promise.withResolvers()
      await Promise.all(busy)
    },
    resume: () => paused.resolve(),
    stop: async () => {
      ending.abort()
      paused.resolve()
      await Promise.all(loops)
    },
  }
}

/** Never sent again: whoever gets no answer does not know whether it was made. */
async function makeAccount(product: Pick<Product, 'at'>, name: string): Promise<boolean> {
  try {
    const { address } = await product.at()
    const answer = await asAdministrator(address, 'POST', '/api/v1/accounts', { name })
    return answer.ok
  } catch {
    return false
  }
}

const cookies = new Map<string, string>()

/** Asks as somebody signed in; the session outlives the process. */
export async function asAdministrator(
  address: string,
  method: 'POST' | 'DELETE',
  path: string,
  body: object = {},
): Promise<Response> {
  let cookie = cookies.get(address)
  if (!cookie) {
    const signedIn = await signIn(address)
    cookie = signedIn.headers
      .getSetCookie()
      .map((each) => each.split(';', 1)[0])
      .join('; ')
    if (signedIn.ok) cookies.set(address, cookie)
  }
  return fetch(`${address}${path}`, {
    method,
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  })
}

export function signIn(address: string, patience = 30_000): Promise<Response> {
  return fetch(`${address}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(administrator),
    signal: AbortSignal.timeout(patience),
  })
}

export const copyOf = ({ requests, accounts }: Acknowledged): Acknowledged => ({
  requests: new Set(requests),
  accounts: new Set(accounts),
})

/** What was acknowledged and is not there, and what is there in part, or more than once. */
export function losses({ requests, accounts }: Acknowledged, seen: Seen): string[] {
  const there = new Set(seen.requests.map(({ request }) => request))
  const names = new Set(seen.accounts)
  const lost = [...requests].filter((request) => !there.has(request))
  const gone = [...accounts].filter((name) => !names.has(name))
  return [
    ...(lost.length > 0 ? [`${lost.length} of ${requests.size} acknowledged requests are lost (${lost[0]}…)`] : []),
    ...(gone.length > 0 ? [`${gone.length} of ${accounts.size} acknowledged accounts are lost (${gone[0]}…)`] : []),
    ...seen.requests
      .filter(({ rows, messages }) => rows !== perRequest || messages !== perRequest)
      .map(({ request, rows, messages }) => `request ${request}: ${rows} rows, ${messages} of ${perRequest} events`),
    ...(names.size === seen.accounts.length ? [] : [`${seen.accounts.length - names.size} accounts are there twice`]),
  ]
}

/** What the roll-up says otherwise than the events that are there. */
export function miscounts(
  seen: Seen,
  byUser: Record<string, number>,
  userOf: (request: number, place: number) => string,
) {
  const expected: Record<string, number> = {}
  for (const { request } of seen.requests)
    for (let place = 0; place < perRequest; place++) {
      const user = userOf(request, place)
      expected[user] = (expected[user] ?? 0) + 1
    }
  return [...new Set([...Object.keys(expected), ...Object.keys(byUser)])]
    .filter((user) => expected[user] !== byUser[user])
    .map((user) => `${user} counts ${byUser[user] ?? 0} instead of ${expected[user] ?? 0}`)
}
