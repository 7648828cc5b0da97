import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { IdentityProvider, SamlLib, ServiceProvider, setSchemaValidator } from 'samlify'

// samlify asks for a validator of schemas; which messages are well formed is not what is tested here.
setSchemaValidator({ validate: () => Promise.resolve('not asked') })

const response = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{ID}" Version="2.0" IssueInstant="{Now}" Destination="{Recipient}"{Answers}><saml:Issuer>{Issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><saml:Assertion ID="{AssertionID}" Version="2.0" IssueInstant="{Now}"><saml:Issuer>{Issuer}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:{Format}">{NameID}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="{Until}" Recipient="{Recipient}"{Answers}/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{Now}" NotOnOrAfter="{Until}"><saml:AudienceRestriction><saml:Audience>{Audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="{Proven}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement><saml:Attribute Name="email"><saml:AttributeValue>{Email}</saml:AttributeValue></saml:Attribute><saml:Attribute Name="displayName"><saml:AttributeValue>{Name}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion></samlp:Response>`

/** What an answer says, where it is to say something else than the truth. */
export type Said = Partial<
  Record<
    'Audience' | 'Recipient' | 'Until' | 'Now' | 'Proven' | 'NameID' | 'Format' | 'Email' | 'Issuer' | 'Answers',
    string
  >
>

/** A company's identity provider that speaks SAML: samlify, with a key of its own. */
export type SamlProviderOfTest = {
  issuer: string
  metadata: string
  /** Answers a request that a browser was sent with (null: nobody asked), to whom `own` describes; as it is posted. */
  answer: (url: string | null, own: string, login: string, said?: Said) => Promise<string>
}

export function samlProvider({
  issuer = `https://idp.example/${randomUUID()}`,
  algorithm = 'rsa-sha256',
} = {}): SamlProviderOfTest {
  const { key, certificate } = newKey()
  const hashes: Record<string, string> = {
    'rsa-sha256': 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'rsa-sha1': 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  }
  const idp = IdentityProvider({
    entityID: issuer,
    privateKey: key,
    signingCert: certificate,
    requestSignatureAlgorithm: hashes[algorithm]!,
    nameIDFormat: ['urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'],
    singleSignOnService: [
      { Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect', Location: 'https://idp.example/sso' },
    ],
    loginResponseTemplate: { context: response, attributes: [] },
  })
  return {
    issuer,
    metadata: idp.getMetadata(),
    answer: async (url, own, login, said = {}) => {
      const sp = ServiceProvider({ metadata: own })
      const query = { SAMLRequest: url === null ? '' : new URL(url).searchParams.get('SAMLRequest') }
      const asked = url === null ? null : await idp.parseLoginRequest(sp, 'redirect', { query })
      const requestId = [asked?.extract.request?.id].flat()[0]
      const now = new Date().toISOString()
      const told = {
        ID: `_${randomUUID()}`,
        AssertionID: `_${randomUUID()}`,
        Now: now,
        Proven: now,
        Until: new Date(Date.now() + 300_000).toISOString(),
        Issuer: issuer,
        Recipient: String(sp.entityMeta.getAssertionConsumerService('post')),
        Audience: sp.entityMeta.getEntityID(),
        NameID: login,
        Format: 'persistent',
        Email: `${login}@example.co.jp`,
        Name: `${login} 花子`,
        ...said,
      }
      const answers = said.Answers ?? requestId
      const { context } = await idp.createLoginResponse(sp, asked as never, 'post', {}, (template: string) => ({
        id: told.ID,
        context: SamlLib.replaceTagsByValue(
          template.replaceAll('{Answers}', answers ? ` InResponseTo="${answers}"` : ''),
          told,
        ),
      }))
      return context
    },
  }
}

function newKey(): { key: string; certificate: string } {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-saml-'))
  const [key, certificate] = [path.join(directory, 'key'), path.join(directory, 'crt')]
  const wanted = ['-subj', '/CN=idp.example', '-days', '30', '-nodes', '-newkey', 'rsa:2048']
  execFileSync('openssl', ['req', '-x509', ...wanted, '-keyout', key, '-out', certificate], { stdio: 'pipe' })
  const made = { key: fs.readFileSync(key, 'utf8'), certificate: fs.readFileSync(certificate, 'utf8') }
  fs.rmSync(directory, { recursive: true })
  return made
}
