import type { FastifyInstance } from 'fastify'

/**
 * The policy of pages: scripts, styles and everything else from here alone; no frames, no plug-ins, no foreign forms.
 * Style attributes that the interface's components set are allowed, style elements only with the page's nonce.
 */
export function contentSecurityPolicy(nonce: string | null): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${nonce ? ` 'nonce-${nonce}'` : ''}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Puts the headers that tell browsers what not to do on every answer. */
export function secureHeaders(app: FastifyInstance, publicUrl: URL | null): void {
  const policy = contentSecurityPolicy(null)
  const https = publicUrl?.protocol === 'https:'
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
    reply.header('x-content-type-options', 'nosniff')
    if (!reply.hasHeader('referrer-policy')) reply.header('referrer-policy', 'same-origin')
    reply.header('x-frame-options', 'DENY')
    reply.header('cross-origin-opener-policy', 'same-origin')
    reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=()')
    if (!reply.hasHeader('cross-origin-resource-policy')) reply.header('cross-origin-resource-policy', 'same-origin')
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', policy)
    // What the API answers is about customers: nobody on the way keeps it.
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
    if (https) reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains')
  })
}
