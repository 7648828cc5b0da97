import { createHmac, randomBytes } from 'node:crypto'

/** A new signing secret as Standard Webhooks writes it. */
export function newSecret(): string {
  return `whsec_${randomBytes(24).toString('base64')}`
}

/** The headers by which a receiver knows what it is told and that it was us (Standard Webhooks 1.0): one signature per secret. */
export function signed(id: string, at: Date, body: string, secrets: readonly string[]): Record<string, string> {
  const seconds = Math.floor(at.getTime() / 1000)
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': signatures.join(' ') }
}
