import type { Problem } from '#kernel/problem.ts'
import type { Language } from '../i18n/copy.ts'

/** What a light page asks with: its language, and the link that lets it in. */
export type Asking = { language: Language; link?: string }

/** An answer that is an error: what the server said, or that it could not be reached (`OFFLINE`). */
export class Refused extends Error {
  readonly code: string
  readonly rules: readonly string[]
  readonly waitSeconds: number | null

  constructor(problem: Partial<Problem>) {
    super(problem.title ?? problem.code ?? 'OFFLINE')
    this.name = 'Refused'
    this.code = problem.code ?? 'OFFLINE'
    this.rules = problem.issues?.map(({ rule }) => rule) ?? []
    this.waitSeconds = (problem.data as { retryAfterSeconds?: number } | undefined)?.retryAfterSeconds ?? null
  }
}

type Method = 'GET' | 'POST' | 'PUT'

const headersOf = ({ language, link }: Asking): Record<string, string> => ({
  'accept-language': language,
  ...(link ? { 'x-portal-link': link } : {}),
})

async function answerOf(sent: Promise<Response>): Promise<Response> {
  const answer = await sent.catch(() => {
    throw new Refused({})
  })
  if (answer.ok) return answer
  const problem: unknown = await answer.json().catch(() => ({ code: `HTTP_${answer.status}` }))
  throw new Refused(problem as Partial<Problem>)
}

/** Asks a route by its method and path. Rejects with `Refused`. */
export async function ask<Answer>(asking: Asking, method: Method, path: string, body?: object): Promise<Answer> {
  const json = body ? { 'content-type': 'application/json' } : undefined
  const init: RequestInit = { method, credentials: 'same-origin', headers: { ...headersOf(asking), ...json } }
  if (body) init.body = JSON.stringify(body)
  return (await answerOf(fetch(`/api/v1${path}`, init))).json() as Promise<Answer>
}

/** Sends a file as it is. */
export async function sendBytes<Answer>(asking: Asking, path: string, file: File): Promise<Answer> {
  const headers = { ...headersOf(asking), 'content-type': 'application/octet-stream' }
  const sent = fetch(`/api/v1${path}`, { method: 'POST', credentials: 'same-origin', headers, body: file })
  return (await answerOf(sent)).json() as Promise<Answer>
}

/** Fetches a file and lets the browser keep it: an ordinary link could not say which link lets it in. */
export async function keepFile(asking: Asking, path: string, name: string): Promise<void> {
  const sent = fetch(`/api/v1${path}`, { credentials: 'same-origin', headers: headersOf(asking) })
  const address = URL.createObjectURL(await (await answerOf(sent)).blob())
  const link = Object.assign(document.createElement('a'), { href: address, download: name })
  link.click()
  URL.revokeObjectURL(address)
}
