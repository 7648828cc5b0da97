import { hash } from 'node:crypto'
import { ORPCError } from '@orpc/server'
import type { FastifyInstance } from 'fastify'
import type { Issue } from '#kernel/exchange.ts'
import { refused } from './refusal.ts'

/** What a request and its answer have to do with versions, told from the route to where the answer is sent. */
export type Versions = { readonly ifMatch: string | undefined; read?: number | undefined }

/** Whether a route changes something of which it is told the version that was seen; what restores names one to go back to. */
export function takesVersion(inputSchema: unknown, path: readonly string[]): boolean {
  if (path.at(-1) === 'restore') return false
  const { def } = (inputSchema ?? {}) as { def?: { type?: string; shape?: Record<string, unknown> } }
  return def?.type === 'object' && def.shape !== undefined && 'version' in def.shape
}

/**
 * A write's input, with the version that `If-Match` names. A tag names the version and the very answer it came with; a write
 * is held to the version alone, since what is computed around a thing may change at any moment.
 */
export function withVersion(input: unknown, ifMatch: string | undefined, isTaken: boolean): unknown {
  if (ifMatch === undefined || ifMatch === '*') return input
  if (!isTaken) throw refused([{ field: 'If-Match', rule: 'precondition.unversioned' }])
  const version = /^"v(\d{1,15})[."]/.exec(ifMatch)?.[1]
  if (!version) throw failed([{ field: 'If-Match', value: ifMatch.slice(0, 80), rule: 'precondition.tag' }])
  return { ...(input as object), version: Number(version) }
}

/** A conflict of versions is a failed precondition where `If-Match` stated it. */
export function asPrecondition(error: unknown, ifMatch: string | undefined): unknown {
  if (ifMatch === undefined || !(error instanceof ORPCError) || error.code !== 'CONFLICT') return error
  const { issues } = (error.data ?? {}) as { issues?: readonly Issue[] }
  return issues?.some(({ rule }) => rule === 'changed_meanwhile') ? failed(issues) : error
}

function failed(issues: readonly Issue[]): Error {
  return new ORPCError('PRECONDITION_FAILED', { status: 412, data: { issues } })
}

/** The version of what a route shows: its own, or that of the one part which is what the address names. */
export function versionOf(output: unknown, input: unknown): number | undefined {
  if (typeof output !== 'object' || output === null) return undefined
  if ('version' in output && typeof output.version === 'number') return output.version
  const id = (input as { id?: unknown } | undefined)?.id
  if (id === undefined) return undefined
  const named = Object.values(output).find((part) => part?.id === id && typeof part.version === 'number')
  return (named as { version: number } | undefined)?.version
}

/** Answers reads with a tag, or with 304 where the caller has that very answer already. */
export function answerTagged(api: FastifyInstance): void {
  api.decorateRequest('versions', null)
  api.addHook('onSend', async (request, reply, payload) => {
    if (request.method !== 'GET' || reply.statusCode !== 200 || typeof payload !== 'string') return payload
    const version = request.versions?.read
    const tag = `"${version === undefined ? '' : `v${version}.`}${hash('sha256', payload, 'base64url').slice(0, 22)}"`
    reply.header('etag', tag)
    const known = request.headers['if-none-match']?.split(',').map((one) => one.trim().replace(/^W\//, ''))
    if (!known?.includes(tag)) return payload
    reply.code(304).removeHeader('content-length').removeHeader('content-type')
    return ''
  })
}

declare module 'fastify' {
  interface FastifyRequest {
    versions: Versions | null
  }
}
