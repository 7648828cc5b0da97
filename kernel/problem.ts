import { ORPCError } from '@orpc/client'
import type { Issue } from '#kernel/exchange.ts'

/**
 * An answer that is an error, as it goes over the wire: a problem document (RFC 9457, `application/problem+json`) with
 * what the typed client needs beside it (`code`, `defined`, `message`, `data`).
 */
export type Problem = {
  /** `urn:banso:problem:<code in lower case>` */
  type: string
  /** What happened, in the caller's language. */
  title: string
  /** What was kept and what to do, in the caller's language. */
  detail: string
  status: number
  /** The request's id, by which it is found in the log. */
  instance: string
  code: string
  /** Whether the contract of the route names this error. */
  defined: boolean
  /** The title once more, under the name the typed client knows. */
  message: string
  data?: unknown
  issues?: readonly Issue[]
}

/** An answer with a problem document under the media type that the typed client reads; any other answer as it is. */
export function readableByClient(answer: Response): Response {
  if (!answer.headers.get('content-type')?.startsWith('application/problem+json')) return answer
  const headers = new Headers(answer.headers)
  headers.set('content-type', 'application/json')
  return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers })
}

/** The typed error a problem document stands for, for a client to throw; undefined where the body is none (a proxy's). */
export function errorOfProblem(body: unknown): ORPCError<string, unknown> | undefined {
  if (typeof body !== 'object' || body === null || !('instance' in body) || !('code' in body)) return undefined
  const { code, defined, status, title, data } = body as Problem
  return new ORPCError(code, { defined, status, message: title, data, cause: body })
}
