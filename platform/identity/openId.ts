import * as openid from 'openid-client'
import { sendOut } from '#platform/outbound/send.ts'
import type { Trip } from './trips.ts'

/** A company's identity provider, as it is spoken to by OpenID Connect. */
export type OpenIdProvider = { readonly issuer: string; readonly clientId: string; readonly clientSecret: string }

/** What a provider says of whoever signed in there. */
export type Claims = {
  /** Its own name for them, which never changes. */
  readonly subject: string
  /** In lower case. */
  readonly email: string | null
  /** Whether the provider stands for the address being theirs. */
  readonly emailVerified: boolean
  readonly name: string | null
  /** When they last proved to it who they are, where it tells. In s since 1970. */
  readonly provenAt: number | null
}

type Secrets = Pick<Trip, 'state' | 'nonce' | 'verifier'>

// Whatever an administrator typed as an issuer, and whatever its document names, is asked through the filter of addresses.
const ask: openid.CustomFetch = async (url, { method, headers, body }) => {
  const text = body instanceof URLSearchParams ? body.toString() : typeof body === 'string' ? body : ''
  const sending = { url, method: method === 'POST' ? 'POST' : 'GET', headers, body: text } as const
  const answer = await sendOut({ ...sending, within: 10_000, atMost: 524_288 })
  const type: Record<string, string> = answer.contentType ? { 'content-type': answer.contentType } : {}
  return new Response(answer.text, { status: answer.status, headers: type })
}

// Plain http is refused by the filter, but within ranges that the operator allows. What the token endpoint answers is
// checked by its signature as well, not by TLS alone.
const strict = [openid.allowInsecureRequests, openid.enableNonRepudiationChecks]

const known = new Map<string, { until: number; configuration: Promise<openid.Configuration> }>()

/** What a provider says of itself, asked anew every ten minutes. Throws where it does not answer, or as another issuer. */
export function discover(provider: OpenIdProvider): Promise<openid.Configuration> {
  const key = JSON.stringify(provider)
  const kept = known.get(key)
  if (kept && kept.until > Date.now()) return kept.configuration
  const configuration = discovered(provider)
  known.set(key, { until: Date.now() + 600_000, configuration })
  configuration.catch(() => known.delete(key))
  if (known.size > 100) known.delete(known.keys().next().value!)
  return configuration
}

async function discovered({ issuer, clientId, clientSecret }: OpenIdProvider): Promise<openid.Configuration> {
  const found = await openid.discovery(new URL(issuer), clientId, clientSecret, undefined, {
    [openid.customFetch]: ask,
    execute: strict,
    timeout: 15,
  })
  const takesPost = found.serverMetadata().token_endpoint_auth_methods_supported?.includes('client_secret_post')
  const proof = takesPost ? openid.ClientSecretPost(clientSecret) : openid.ClientSecretBasic(clientSecret)
  const configuration = new openid.Configuration(found.serverMetadata(), clientId, clientSecret, proof)
  configuration[openid.customFetch] = ask
  for (const each of strict) each(configuration)
  return configuration
}

/** New secrets of a trip: what must come back with it, what must stand in the answer, and what proves who set out. */
export function newSecrets(): Secrets {
  return { state: openid.randomState(), nonce: openid.randomNonce(), verifier: openid.randomPKCECodeVerifier() }
}

/** The address at the provider to go to. `again`: somebody signed in is to prove once more who they are. */
export async function wayOut(
  provider: OpenIdProvider,
  { state, nonce, verifier }: Secrets,
  { redirectUri, email, again }: { redirectUri: string; email: string | null; again: boolean },
): Promise<string> {
  const configuration = await discover(provider)
  const address = openid.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...(email ? { login_hint: email } : {}),
    ...(again ? { prompt: 'login', max_age: '0' } : {}),
  })
  return address.href
}

/**
 * Who came back: the code is exchanged, and the answer checked by signature, issuer, audience, time and nonce. Throws where
 * any of it is wrong.
 */
export async function wayBack(provider: OpenIdProvider, secrets: Secrets, arrivedAt: URL): Promise<Claims> {
  const configuration = await discover(provider)
  const tokens = await openid.authorizationCodeGrant(configuration, arrivedAt, {
    expectedState: secrets.state,
    expectedNonce: secrets.nonce,
    pkceCodeVerifier: secrets.verifier,
    idTokenExpected: true,
  })
  const claims = tokens.claims()!
  // Many providers tell the address at their other door alone.
  const told: Record<string, unknown> =
    claims['email'] === undefined && configuration.serverMetadata().userinfo_endpoint
      ? { ...claims, ...(await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub)) }
      : claims
  return {
    subject: claims.sub,
    email: typeof told['email'] === 'string' ? told['email'].normalize('NFKC').toLowerCase() : null,
    emailVerified: isTrue(told['email_verified']) || isTrue(told['xms_edov']),
    name: typeof told['name'] === 'string' ? told['name'].slice(0, 200) : null,
    provenAt: typeof claims.auth_time === 'number' ? claims.auth_time : null,
  }
}

// Some providers write it as text. `xms_edov` is Microsoft Entra's word for an address whose domain its owner has proven.
const isTrue = (value: unknown) => value === true || value === 'true' || value === 1 || value === '1'
