import type { Database } from '#platform/database/scope.ts'
import { unseal } from '#platform/identity/sealed.ts'
import { OutboundRefused } from '#platform/outbound/connect.ts'
import { sendOut } from '#platform/outbound/send.ts'
import type { Attempt } from '#capabilities/connect/contract/webhooks.ts'
import type { Leased } from './lease.ts'
import { signed } from './secret.ts'

const within = 15_000 // ms for a receiver to answer
const keptOfAnswer = 500 // characters

/** What is told, as it is sent. */
export function payloadOf({ type, at, data }: Pick<Leased, 'type' | 'at' | 'data'>) {
  return { type, timestamp: at.toISOString(), data }
}

/** Tells a receiver, and answers how that went; `retryAfter`: it asked for so many seconds of peace. */
export async function tell(
  database: Database,
  delivery: Leased,
  { now, stopping }: { now: () => Date; stopping: AbortSignal },
): Promise<{ attempt: Attempt; retryAfter: number }> {
  const begun = now()
  const done = (rest: Pick<Attempt, 'status' | 'answer' | 'error'>, retryAfter = 0) => ({
    attempt: { at: begun.toISOString(), ms: now().getTime() - begun.getTime(), ...rest },
    retryAfter,
  })
  try {
    const sealed = [delivery.secret, ...(delivery.oldSecret ? [delivery.oldSecret] : [])]
    const secrets = await Promise.all(sealed.map((secret) => unseal(database, secret)))
    const body = JSON.stringify(payloadOf(delivery))
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Banso-Webhooks/1',
      ...signed(delivery.eventId, begun, body, secrets),
    }
    const { status, text, retryAfter } = await sendOut({ url: delivery.url, headers, body, within, stopping })
    const seconds = /^\d{1,6}$/.test(retryAfter ?? '') ? Math.min(3600, Number(retryAfter)) : 0
    return done({ status, answer: shown(text), error: null }, seconds)
  } catch (error) {
    return done({ status: null, answer: '', error: troubleOf(error) })
  }
}

/** The beginning of an answer, as a page can show it. */
function shown(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, keptOfAnswer)
}

function troubleOf(error: unknown): Attempt['error'] {
  if (error instanceof OutboundRefused) return 'not_public'
  if (error instanceof TypeError) return 'url'
  const { code = '', message } = error as Error & { code?: string }
  if (['ENOTFOUND', 'EAI_AGAIN', 'ENODATA'].includes(code)) return 'unknown_host'
  if (code === 'ETIMEDOUT') return 'timeout'
  if (['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code)) return 'refused'
  return /certificate|altname|self.signed|unable to verify/i.test(message) ? 'certificate' : 'broken'
}
