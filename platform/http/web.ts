import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { contentSecurityPolicy } from './secureHeaders.ts'

/** Stands in the built page wherever its nonce belongs (Vite: `html.cspNonce`). */
export const noncePlaceholder = '__CSP_NONCE__'

/** Answers with the application's page, or says that none was asked for. */
export type SendPage = (request: FastifyRequest, reply: FastifyReply) => boolean

/** Pages for customers, whose address holds a secret: nobody keeps them, finds them or is told where they were. */
const portal = /^\/[pt]\//

const notPages = /^\/(api|v1|healthz|readyz|metrics|assets)(\/|$)|\.[a-z0-9]{2,5}$/i

/**
 * Serves the built web application: its files (the compressed sibling `.br` or `.gz` where the browser takes it; names
 * with a hash, under /assets, for ever). Resolves to what answers at every other address: the application's one page,
 * or nothing (false) where no page was asked for.
 */
export async function mountWeb(app: FastifyInstance, directory: string): Promise<SendPage> {
  const page = await readFile(path.join(directory, 'index.html'), 'utf8')
  const portalPage = await readFile(path.join(directory, 'portal.html'), 'utf8').catch(() => page)
  await app.register(fastifyStatic, {
    root: directory,
    index: false,
    wildcard: false, // a route for each file there is, and none for folders
    globIgnore: ['index.html', 'portal.html', '**/*.br', '**/*.gz'],
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, file) => {
      const hashed = path.relative(directory, file).startsWith(`assets${path.sep}`)
      void reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  return (request, reply) => {
    const [address = '/'] = request.url.split('?', 1)
    if ((request.method !== 'GET' && request.method !== 'HEAD') || notPages.test(address)) return false
    const nonce = randomBytes(16).toString('base64')
    const isPortal = portal.test(address)
    if (isPortal) void reply.header('referrer-policy', 'no-referrer').header('x-robots-tag', 'noindex, nofollow')
    void reply
      .header('content-security-policy', contentSecurityPolicy(nonce))
      .header('cache-control', isPortal ? 'no-store' : 'no-cache')
      .type('text/html; charset=utf-8')
      .send((isPortal ? portalPage : page).replaceAll(noncePlaceholder, nonce))
    return true
  }
}
