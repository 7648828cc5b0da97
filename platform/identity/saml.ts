import { randomBytes } from 'node:crypto'
import type { Profile, SAML } from '@node-saml/node-saml'
import type { Claims } from './openId.ts'
import { all, parsed, type SamlProvider, type SamlSelf } from './samlMetadata.ts'

/** What a provider says of somebody, once: whoever shows it again is refused. */
export type Assertion = {
  readonly id: string
  /** Until when it can be shown. */
  readonly until: Date
  /** The request it answers; null: nobody asked. */
  readonly inResponseTo: string | null
  readonly claims: Claims
}

const ofAssertions = 'urn:oasis:names:tc:SAML:2.0:assertion'
const skew = 60_000 // ms that the clocks of provider and Banso may lie apart
const longest = 3_600_000 // ms; an assertion that lives longer is refused after this long

/** A name for a request, which comes back with its answer. */
export const newRequestId = (): string => `_${randomBytes(20).toString('hex')}`

/** The address at the provider to go to. `again`: somebody signed in is to prove once more who they are. */
export async function samlWayOut(
  provider: SamlProvider,
  self: SamlSelf,
  { id, again }: { id: string; again: boolean },
): Promise<string> {
  const speaker = await speakerFor(provider, self, { generateUniqueId: () => id, forceAuthn: again })
  return await speaker.getAuthorizeUrlAsync('', undefined, {})
}

/** The name of the provider that an answer says it is from. Nothing of it is proven yet. */
export function claimedIssuer(answer: string): string {
  const [issuer] = all(parsed(textOf(answer)), ofAssertions, 'Issuer')
  return issuer?.textContent?.trim() ?? ''
}

/**
 * What an answer (as it was posted) asserts: checked by signature of the assertion itself, issuer, audience, recipient and
 * time, and read from nothing but what was signed. Throws where any of it is wrong.
 */
export async function samlWayBack(
  provider: SamlProvider,
  self: SamlSelf,
  answer: string,
  now: Date,
): Promise<Assertion> {
  const xml = textOf(answer)
  parsed(xml)
  // SHA-1 lets a second text be found with the same digest; an HMAC would be made with what is public.
  if (/xmldsig#(sha1|rsa-sha1|dsa-sha1|hmac)|xmldsig-more#hmac/i.test(xml)) throw new Error('the signature is too weak')
  const { profile } = await (await speakerFor(provider, self)).validatePostResponseAsync({ SAMLResponse: answer })
  if (!profile) throw new Error('the answer asserts nothing')
  if (profile.issuer !== provider.issuer) throw new Error('the assertion is of another issuer')
  const { id, confirmations, statements, conditions } = readAssertion(profile)
  const confirmation = confirmations.find(
    ({ method, recipient, until }) =>
      method === 'urn:oasis:names:tc:SAML:2.0:cm:bearer' &&
      recipient === self.comeBackTo &&
      until.getTime() + skew > now.getTime(),
  )
  if (!confirmation) throw new Error('nobody is confirmed to this address, now')
  if (!conditions) throw new Error('the assertion is bound by no conditions')
  const provenAt = Date.parse(statements[0]?.$?.['AuthnInstant'] ?? '')
  if (Number.isNaN(provenAt)) throw new Error('the assertion does not tell of a sign-in')
  if (!id) throw new Error('the assertion has no ID')
  return {
    id,
    until: new Date(Math.min(confirmation.until.getTime(), now.getTime() + longest) + skew),
    inResponseTo: confirmation.inResponseTo,
    claims: { ...claimsOf(profile), provenAt: provenAt / 1000 },
  }
}

async function speakerFor(
  { issuer, signInUrl, certificates }: SamlProvider,
  { entityId, comeBackTo }: SamlSelf,
  more: { generateUniqueId?: () => string; forceAuthn?: boolean } = {},
): Promise<SAML> {
  const { SAML, ValidateInResponseTo } = await import('@node-saml/node-saml')
  return new SAML({
    issuer: entityId,
    audience: entityId,
    callbackUrl: comeBackTo,
    entryPoint: signInUrl,
    idpIssuer: issuer,
    idpCert: [...certificates],
    wantAssertionsSigned: true,
    // The assertion is what counts and has to be signed; whether its envelope is as well is the provider's matter.
    wantAuthnResponseSigned: false,
    // Which request an assertion answers is compared with the browser's own trip, in the assertion itself.
    validateInResponseTo: ValidateInResponseTo.never,
    acceptedClockSkewMs: skew,
    maxAssertionAgeMs: longest,
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    ...more,
  })
}

type Node = { $?: Record<string, string>; [name: string]: unknown }
const children = (node: Node | undefined, name: string) => (node?.[name] ?? []) as Node[]

/** The parts of the assertion, of the very bytes that were signed. */
function readAssertion(profile: Profile) {
  const assertion = (profile.getAssertion?.() as { Assertion?: Node } | undefined)?.Assertion
  const confirmations = children(children(assertion, 'Subject')[0], 'SubjectConfirmation').map((each) => {
    const told = children(each, 'SubjectConfirmationData')[0]?.$ ?? {}
    return {
      method: each.$?.['Method'],
      recipient: told['Recipient'],
      // Without an end it would be one for ever, which a bearer must not hold (SAML profiles, 4.1.4.2).
      until: new Date(Date.parse(told['NotOnOrAfter'] ?? '') || 0),
      inResponseTo: told['InResponseTo'] ?? null,
    }
  })
  const statements = children(assertion, 'AuthnStatement')
  return { id: assertion?.$?.['ID'], confirmations, statements, conditions: children(assertion, 'Conditions')[0] }
}

const claim = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/'
const emailNames = ['email', 'mail', `${claim}emailaddress`, 'urn:oid:0.9.2342.19200300.100.1.3']
const nameNames = [
  'displayName',
  'http://schemas.microsoft.com/identity/claims/displayname',
  'urn:oid:2.16.840.1.113730.3.1.241',
  'name',
]
const givenNames = ['givenName', 'firstName', `${claim}givenname`, 'urn:oid:2.5.4.42']
const familyNames = ['sn', 'surname', 'lastName', `${claim}surname`, 'urn:oid:2.5.4.4']

function claimsOf({ nameID, nameIDFormat, attributes }: Profile): Omit<Claims, 'provenAt'> {
  if (!nameID || nameIDFormat?.endsWith(':transient')) throw new Error('the provider gives no lasting name (NameID)')
  const told = (attributes ?? {}) as Record<string, unknown>
  const first = (names: readonly string[]) =>
    names.map((name) => told[name]).find((value): value is string => typeof value === 'string' && value !== '') ?? null
  const email = first(emailNames) ?? (nameIDFormat?.endsWith(':emailAddress') ? nameID : null)
  const [given, family] = [first(givenNames), first(familyNames)]
  const isJapanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(`${family}${given}`)
  const parts = (isJapanese ? [family, given] : [given, family]).filter((part) => part !== null)
  const name = first(nameNames) ?? (parts.length > 0 ? parts.join(' ') : null)
  return {
    subject: nameID,
    email: email?.normalize('NFKC').trim().toLowerCase() ?? null,
    // SAML has no word for it: the company's own provider is believed for the domains its administrator named.
    emailVerified: email !== null,
    name: name?.slice(0, 200) ?? null,
  }
}

const textOf = (answer: string) => Buffer.from(answer, 'base64').toString('utf8')
