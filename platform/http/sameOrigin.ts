import { ORPCError } from '@orpc/server'
import type { FastifyRequest } from 'fastify'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a request that changes something and was sent by a page of another origin (cross-site request forgery).
 * Browsers state the origin of every such request; what is no browser carries no cookie of anybody's either.
 */
export function refuseForeignOrigin(request: FastifyRequest, own: string): void {
  if (safe.has(request.method)) return
  const origin = request.headers.origin
  const site = request.headers['sec-fetch-site']
  const foreign =
    origin === undefined
      ? site !== undefined && site !== 'same-origin' && site !== 'none'
      : hostOf(origin) !== hostOf(own)
  if (foreign) throw new ORPCError('FORBIDDEN', { defined: true, status: 403, data: { needs: 'sameOrigin' } })
}

// The scheme is left out: behind a proxy that ends TLS, Banso itself is spoken to by http.
function hostOf(origin: string): string {
  return URL.parse(origin)?.host ?? origin
}
