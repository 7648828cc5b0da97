import { X509Certificate } from 'node:crypto'
import { DOMParser } from '@xmldom/xmldom'

/** How Banso is known to a SAML provider: its name, which is also where it describes itself, and where people come back to. */
export type SamlSelf = { readonly entityId: string; readonly comeBackTo: string }

/** A provider as its metadata tells it. */
export type SamlProvider = {
  readonly issuer: string
  readonly signInUrl: string
  /** PEM. */
  readonly certificates: readonly string[]
}

const saml = 'urn:oasis:names:tc:SAML:2.0:'
const [ofMetadata, ofSignatures] = [`${saml}metadata`, 'http://www.w3.org/2000/09/xmldsig#']

/** What a provider has to know of Banso. */
export async function ownMetadata({ entityId, comeBackTo }: SamlSelf): Promise<string> {
  const { generateServiceProviderMetadata } = await import('@node-saml/node-saml')
  return generateServiceProviderMetadata({
    issuer: entityId,
    callbackUrl: comeBackTo,
    identifierFormat: null,
    wantAssertionsSigned: true,
  })
}

/** Reads what a provider says of itself. Throws where it is no description of one provider that can be used. */
export function readMetadata(xml: string): SamlProvider {
  const described = all(parsed(xml), ofMetadata, 'IDPSSODescriptor')
  if (described.length !== 1) throw new Error(`the metadata describe ${described.length} identity providers`)
  const [idp] = described
  const issuer = (idp!.parentNode as Element).getAttribute('entityID')
  const signIn = all(idp!, ofMetadata, 'SingleSignOnService').find(
    (service) => service.getAttribute('Binding') === `${saml}bindings:HTTP-Redirect`,
  )
  const signInUrl = URL.parse(signIn?.getAttribute('Location') ?? '')
  if (!issuer) throw new Error('the metadata name no entityID')
  if (signInUrl?.protocol !== 'https:' && signInUrl?.protocol !== 'http:')
    throw new Error('the metadata name no address to sign in at by HTTP-Redirect')
  const certificates = all(idp!, ofMetadata, 'KeyDescriptor')
    .filter((key) => key.getAttribute('use') !== 'encryption')
    .flatMap((key) => all(key, ofSignatures, 'X509Certificate'))
    .map((certificate) => new X509Certificate(Buffer.from(certificate.textContent ?? '', 'base64')).toString())
  if (certificates.length === 0) throw new Error('the metadata hold no certificate to sign with')
  return { issuer, signInUrl: signInUrl.href, certificates: [...new Set(certificates)] }
}

/**
 * Parses what a provider sent. Messages of SAML need no document type, entity, comment, CDATA section or processing
 * instruction; each of them is a way to have two readers see two texts, and is refused before anything is parsed.
 */
export function parsed(xml: string): Element {
  if (/<!|<\?(?!xml\s)/i.test(xml)) throw new Error('the message holds what has no place in one')
  const strict = (message: string) => {
    throw new Error(message)
  }
  const root = new DOMParser({
    errorHandler: { warning: strict, error: strict, fatalError: strict },
  }).parseFromString(xml, 'text/xml').documentElement as Element | null
  if (!root) throw new Error('the message is empty')
  return root
}

/** All elements of a name within an element. */
export function all(within: Element, namespace: string, name: string): Element[] {
  return Array.from(within.getElementsByTagNameNS(namespace, name) as unknown as ArrayLike<Element>)
}
