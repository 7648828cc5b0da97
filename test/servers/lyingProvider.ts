import { createSign, generateKeyPairSync } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { atEnd } from './ending.ts'

/** A provider that answers a code with whatever it is told to: what one that is broken or hostile might say. */
export type LyingProvider = { issuer: string; says: (claims: Record<string, unknown>, sign?: 'wrongly') => void }

export async function lyingProvider(): Promise<LyingProvider> {
  const [own, other] = [
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ]
  let token = ''
  const server = http.createServer((request, response) => {
    const answers: Record<string, unknown> = {
      '/.well-known/openid-configuration': {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        id_token_signing_alg_values_supported: ['RS256'],
      },
      '/jwks': { keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }] },
      '/token': { access_token: 'x', token_type: 'Bearer', id_token: token },
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answers[request.url ?? '']))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  atEnd(async () => {
    server.closeAllConnections()
    server.close()
  })
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return {
    issuer,
    says: (claims, sign) => {
      const now = Math.floor(Date.now() / 1000)
      const body = { iss: issuer, aud: 'banso', iat: now, exp: now + 300, ...claims }
      const text = `${part({ alg: 'RS256', kid: 'k' })}.${part(body)}`
      const key = (sign === 'wrongly' ? other : own).privateKey
      token = `${text}.${createSign('sha256').update(text).sign(key, 'base64url')}`
    },
  }
}
