import { createHmac, timingSafeEqual } from 'node:crypto'

/** How old a signed request may be, seconds: as Stripe's own library takes it. */
const tolerance = 300

/**
 * Whether Stripe signed these very bytes with the secret, within five minutes: `t=…,v1=…`, HMAC-SHA256 over `t.body`
 * (Stripe, Verify webhook signatures). Of several signatures one is enough: secrets are changed with an overlap.
 */
export function isSigned(body: Buffer, header: string | undefined, secret: string, now: Date): boolean {
  const parts = (header ?? '').split(',').map((part) => part.trim().split('=', 2) as [string, string?])
  const at = parts.find(([name]) => name === 't')?.[1] ?? ''
  if (!/^\d{1,12}$/.test(at) || Math.abs(now.getTime() / 1000 - Number(at)) > tolerance) return false
  const expected = createHmac('sha256', secret).update(`${at}.`).update(body).digest()
  return parts.some(([name, value]) => {
    if (name !== 'v1' || !/^[0-9a-f]{64}$/i.test(value ?? '')) return false
    return timingSafeEqual(Buffer.from(value!, 'hex'), expected)
  })
}
