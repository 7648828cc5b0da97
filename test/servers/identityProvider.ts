import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { atEnd } from './ending.ts'

type Claims = { email: string; email_verified: boolean; name?: string }

/** A company's identity provider (oidc-provider as it is), with the people given: their names there, and what it says of them. */
export type RealProvider = {
  issuer: string
  clientId: string
  clientSecret: string
  people: Map<string, Claims>
  /** Goes to an address as somebody's browser, signs in there and agrees; the address it is sent back to. */
  signInAt: (url: string, login: string) => Promise<string>
}

export async function realProvider(redirectUri: string): Promise<RealProvider> {
  const server = http.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  atEnd(async () => {
    server.closeAllConnections()
    server.close()
  })
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const people = new Map<string, Claims>()
  const client = { clientId: 'banso', clientSecret: 'a secret of the provider' }
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.clientId, client_secret: client.clientSecret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, ...people.get(id) }),
    }),
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
    cookies: { keys: ['of the test'] },
  })
  server.on('request', provider.callback())
  return { issuer, ...client, people, signInAt: (url, login) => signInAt(url, login, redirectUri) }
}

async function signInAt(url: string, login: string, until: string): Promise<string> {
  const cookies = new Map<string, string>()
  let [at, form]: [string, Record<string, string> | null] = [url, null]
  for (let step = 0; step < 20; step++) {
    if (at.startsWith(until)) return at
    const answer: Response = await fetch(at, {
      redirect: 'manual',
      headers: { cookie: Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    for (const given of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(given) ?? []
      if (value) cookies.set(name, value)
      else cookies.delete(name)
    }
    const page = await answer.text()
    const next = answer.headers.get('location')
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1]
    if (!next && !prompt) throw new Error(`the provider goes nowhere: ${answer.status} ${page.slice(0, 500)}`)
    form = next ? null : { prompt: prompt!, login, password: 'x' }
    at = new URL(next ?? /action="([^"]+)"/.exec(page)![1]!, at).href
  }
  throw new Error('the provider goes in circles')
}
