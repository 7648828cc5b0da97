import { createHash, randomBytes } from 'node:crypto'

/** A new secret for a link: what stands in the link, and what is kept of it. */
export function newLinkToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: linkHash(token) }
}

/** What is kept of a link's secret. The secret is 256 random bits, so that a plain digest cannot be reversed. */
export function linkHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
