import { asAdministrator, signIn } from '../drive/writing.ts'
import type { Product } from '../ingest/product.ts'

/** Whom the trial's own events are of: nobody counts them. */
export const triedBy = 'tried'

/** What must work while the disk is in trouble: nothing but an answer in time, or signing in and removing as well. */
export type Wanted = 'told' | 'usable'

const patience = 8000 // ms for any answer, on a machine that does other things besides
const forget = 20_000 // ms after which no answer is waited for

type Told = { status: number; type: string; text: string; retryAfter: string | null; ms: number }

/** Saved views, to be removed later. */
export async function newViews(product: Product, count: number): Promise<string[]> {
  const { address } = await product.at()
  const made: string[] = []
  for (let i = 0; i < count; i++) {
    const view = { name: `絞り込み ${Date.now()} ${i}`, columns: ['name'] }
    const answer = await asAdministrator(address, 'POST', '/api/v1/views', view)
    if (!answer.ok) throw new Error(`no view can be made for the trial: ${answer.status} ${await answer.text()}`)
    made.push(((await answer.json()) as { id: string }).id)
  }
  return made
}

/** Asks for all that people and programs ask for once, and answers with what is wrong with the answers. */
export async function askAll(product: Product, view: string | undefined, wanted: Wanted): Promise<string[]> {
  const { address } = await product.at()
  const wrong = await Promise.all([
    wrongWith('an event', () => tryEvent(product), 'told'),
    wrongWith('a new account', () => tryAccount(address), 'told'),
    wrongWith('signing in', () => signIn(address, forget), wanted),
    ...(view === undefined
      ? []
      : [wrongWith('removing', () => asAdministrator(address, 'DELETE', `/api/v1/views/${view}`), wanted)]),
  ])
  return wrong.flat()
}

/** Whether an event and an account are taken in, somebody signs in, and Banso says of itself that it is ready. */
export async function isBack(product: Product): Promise<boolean> {
  const { address } = await product.at()
  const all = [
    () => tryEvent(product),
    () => tryAccount(address),
    () => signIn(address, forget),
    () => fetch(`${address}/readyz`, { signal: AbortSignal.timeout(forget) }),
  ]
  for (const ask of all) {
    const { status } = await told(ask)
    if (status === 0 || status >= 300) return false
  }
  return true
}

function tryAccount(address: string): Promise<Response> {
  return asAdministrator(address, 'POST', '/api/v1/accounts', { name: `試し ${Date.now()}` })
}

async function tryEvent(product: Product): Promise<Response> {
  const { address, key } = await product.at()
  const batch = [{ type: 'track', event: 'try', userId: triedBy, messageId: crypto.randomUUID() }]
  return fetch(`${address}/v1/batch`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${key}:`)}` },
    body: JSON.stringify({ batch }),
    signal: AbortSignal.timeout(forget),
  })
}

async function wrongWith(what: string, ask: () => Promise<Response>, wanted: Wanted): Promise<string[]> {
  const { status, type, text, retryAfter, ms } = await told(ask)
  const said = `${what} is answered after ${ms} ms with ${status} ${text.slice(0, 160)}`
  if (ms > patience || status === 0) return [said]
  if (status < 300) return []
  if (wanted === 'usable') return [said]
  return isToldWell({ status, type, text, retryAfter }) ? [] : [said]
}

async function told(ask: () => Promise<Response>): Promise<Told> {
  const begun = performance.now()
  const since = () => Math.round(performance.now() - begun)
  try {
    const answer = await ask()
    const text = await answer.text()
    const [type, retryAfter] = [answer.headers.get('content-type') ?? '', answer.headers.get('retry-after')]
    return { status: answer.status, type, text, retryAfter, ms: since() }
  } catch (error) {
    return { status: 0, type: '', text: String((error as Error).cause ?? error), retryAfter: null, ms: since() }
  }
}

/** RFC 9457: that it is for the moment, what it is, what to do, and when to ask again. */
function isToldWell({ status, type, text, retryAfter }: Omit<Told, 'ms'>): boolean {
  if (!(status === 503 || status === 507) || !type.startsWith('application/problem+json')) return false
  const { title, detail } = JSON.parse(text) as { title?: string; detail?: string }
  return Boolean(title && detail) && Number(retryAfter) > 0
}
