import { hash } from 'node:crypto'
import { ORPCError } from '@orpc/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from './context.ts'
import { refused } from './refusal.ts'

/** An answer as it was sent. */
export type KeptAnswer = { readonly status: number; readonly type: string; readonly body: string }

/** Answers to writes by the key a program gave them, so that one sent twice is done once. */
export type Answers = {
  /** The answer there is; `new`: there is none, and this call is to give it; or why it can't be told. */
  readonly begin: (caller: Caller, key: string, request: string) => Promise<KeptAnswer | 'new' | 'under_way' | 'other'>
  /** Keeps the answer; null: the call failed by our fault and may be made again. */
  readonly end: (caller: Caller, key: string, answer: KeptAnswer | null) => Promise<void>
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The write whose answer is kept, where a program asked for that. */
    repeatable: { caller: Caller; key: string } | null
  }
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])
const longest = 200

/**
 * Answers a write that was made before under the same `Idempotency-Key` as it was answered then; false: it was not, and is
 * to be made now.
 */
export async function answerRepeated(
  request: FastifyRequest,
  reply: FastifyReply,
  caller: Caller | null,
  answers: Answers,
): Promise<boolean> {
  const key = [request.headers['idempotency-key']].flat()[0]
  if (!key || !caller?.key || safe.has(request.method)) return false
  if (key.length > longest) throw refusal('idempotency.long')
  const digest = hash('sha256', `${request.method} ${request.url} ${JSON.stringify(request.body ?? null)}`)
  const known = await answers.begin(caller, key, digest)
  if (known === 'other') throw refusal('idempotency.other')
  if (known === 'under_way')
    throw new ORPCError('CONFLICT', { defined: true, status: 409, data: issue('idempotency.under_way') })
  if (known === 'new') {
    request.repeatable = { caller, key }
    return false
  }
  await reply.code(known.status).type(known.type).header('idempotent-replayed', 'true').send(known.body)
  return true
}

/** Keeps what is sent as the answer to a write that may come again; our own failures are not kept. */
export async function keepAnswer(
  { repeatable }: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  answers: Answers,
): Promise<void> {
  if (!repeatable) return
  const isKept = reply.statusCode < 500 && reply.statusCode !== 429 && (typeof payload === 'string' || !payload)
  const type = String(reply.getHeader('content-type') ?? 'application/json')
  const body = typeof payload === 'string' ? payload : ''
  await answers.end(repeatable.caller, repeatable.key, isKept ? { status: reply.statusCode, type, body } : null)
}

const issue = (rule: string) => ({ issues: [{ field: 'Idempotency-Key', rule }] })
const refusal = (rule: string) => refused(issue(rule).issues)
