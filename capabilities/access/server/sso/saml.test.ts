import { expect, test } from 'vitest'
import { browserAt } from '#test/access/browser.ts'
import { type Said, samlProvider } from '#test/servers/samlProvider.ts'
import { testServer } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'

const server = await testServer()
const idp = samlProvider()
const breaks = (field: string, rule: string) => ({ data: { issues: [expect.objectContaining({ field, rule })] } })
const cookiesOf = (answer: Response) => answer.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0]!)
const json = { 'content-type': 'application/json' }

/** A company whose people come by the provider, which is believed for example.co.jp. */
async function company(wanted: { joinRole?: string | null; unsolicited?: boolean; metadata?: string } = {}) {
  const { joinRole = 'csm', unsolicited = false, metadata = idp.metadata } = wanted
  const workspace = await testWorkspace(server.database)
  const admin = await server.signIn('admin', workspace)
  const told = { name: '会社のアカウント', domains: ['example.co.jp'], joinRole, metadata, unsolicited }
  const provider = await admin.api.access.providers.connectSaml(told)
  const { saml } = await admin.api.access.providers.list()
  const own = await (await fetch(saml.entityId)).text()
  return { workspace, admin, provider, saml, own }
}
type Company = Awaited<ReturnType<typeof company>>

async function setOut({ provider }: Company, next = '/customers') {
  const body = JSON.stringify({ providerId: provider.id, next })
  const answer = await fetch(`${server.address}/api/v1/session/provider`, { method: 'POST', headers: json, body })
  return { url: ((await answer.json()) as { url: string }).url, cookie: cookiesOf(answer)[0] ?? '' }
}

/** Posts an answer as the provider's page has a browser do, and goes on as that browser: where to, and as whom. */
async function post({ saml }: Company, answer: string, cookie = '', relayState = '') {
  const body = new URLSearchParams({ SAMLResponse: answer, RelayState: relayState })
  const headers = { origin: 'https://idp.example', 'sec-fetch-site': 'cross-site' }
  const posted = await fetch(saml.comeBackTo, { method: 'POST', redirect: 'manual', headers, body })
  expect(posted.status).toBe(303)
  const on = posted.headers.get('location')!
  if (on.startsWith('/sign-in')) return { to: on, session: '', read: null }
  const came = await fetch(server.address + on, { redirect: 'manual', headers: { cookie } })
  const session = cookiesOf(came).find((one) => one.startsWith('banso_session=')) ?? ''
  const read = (path: string, init: RequestInit = {}) =>
    fetch(server.address + path, { ...init, headers: { cookie: session, ...json } })
  return { to: came.headers.get('location')!, session, read }
}

async function signIn(at: Company, login: string, said: Said = {}) {
  const { url, cookie } = await setOut(at)
  return await post(at, await idp.answer(url, at.own, login, said), cookie)
}
const meOf = async ({ read }: Awaited<ReturnType<typeof post>>) =>
  (await (await read!('/api/v1/me')).json()) as { personId: string; role: string; name: string; vouched: boolean }

/** An answer after it was signed, changed as somebody on the way would. */
const changed = (answer: string, change: (xml: string) => string) => {
  const xml = Buffer.from(answer, 'base64').toString()
  expect(change(xml)).not.toBe(xml)
  return Buffer.from(change(xml)).toString('base64')
}

test('whoever comes by SAML joins by the address of the company’s domain, and comes again as the same person', async () => {
  const at = await company()
  const first = await signIn(at, 'hanako')
  expect(first.to).toBe('/customers')
  const me = await meOf(first)
  expect(me).toMatchObject({ name: 'hanako 花子', email: 'hanako@example.co.jp', role: 'csm', vouched: true })
  expect((await meOf(await signIn(at, 'hanako', { Email: 'new@elsewhere.example' }))).personId).toBe(me.personId)
  const { entries } = await at.admin.api.access.audit.list({ subjectId: me.personId })
  expect(entries.map(({ action }) => action)).toEqual([
    'person.sign_in',
    'person.sign_in',
    'person.provider_link',
    'person.join',
  ])
  const shown = (await at.admin.api.access.providers.list()).providers
  expect(shown).toMatchObject([
    { kind: 'saml', issuer: idp.issuer, clientId: null, people: 1, saml: { unsolicited: false } },
  ])
})

test('strangers of another domain, without an address, or where nobody joins are not let in', async () => {
  const [open, closed] = [await company(), await company({ joinRole: null })]
  expect((await signIn(open, 'x', { Email: 'x@elsewhere.example' })).to).toBe('/sign-in?refused=domain')
  expect((await signIn(open, 'x', { Email: '' })).to).toBe('/sign-in?refused=unverified')
  expect((await signIn(closed, 'x')).to).toBe('/sign-in?refused=unknown')
  const { email, personId } = await closed.admin.api.access.me.read()
  expect((await meOf(await signIn(closed, 'boss', { Email: email }))).personId).toBe(personId)
})

const past = new Date(Date.now() - 600_000).toISOString()
test.each<[string, Said]>([
  ['for another audience', { Audience: 'https://elsewhere.example' }],
  ['for another address', { Recipient: 'https://elsewhere.example/acs' }],
  ['that is over', { Until: past }],
  ['that begins later', { Now: new Date(Date.now() + 600_000).toISOString() }],
  ['of another issuer', { Issuer: 'https://idp.example/other' }],
  ['with a name that does not last', { Format: 'transient' }],
])('an assertion %s is refused', async (_what, said) => {
  const at = await company()
  expect((await signIn(at, 'x', said)).to).toBe('/sign-in?refused=provider')
})

test('an assertion that is unsigned, changed, or signed by another key or too weakly is refused', async () => {
  const at = await company()
  const { url, cookie } = await setOut(at)
  const good = await idp.answer(url, at.own, 'victim')
  const other = await samlProvider({ issuer: idp.issuer }).answer(url, at.own, 'victim')
  const lies = [
    changed(good, (xml) => xml.replace(/<ds:Signature.*<\/ds:Signature>/s, '')),
    changed(good, (xml) => xml.replaceAll('victim@', 'boss@')),
    changed(good, (xml) => xml.replace('>victim<', '>boss<')),
    other,
    'bm9uc2Vuc2U=',
  ]
  for (const lie of lies) expect((await post(at, lie, cookie)).to).toBe('/sign-in?refused=provider')
  const weak = samlProvider({ algorithm: 'rsa-sha1' })
  const theirs = await company({ metadata: weak.metadata })
  const out = await setOut(theirs)
  expect((await post(theirs, await weak.answer(out.url, theirs.own, 'x'), out.cookie)).to).toBe(
    '/sign-in?refused=provider',
  )
})

const assertion = /<saml:Assertion .*<\/saml:Assertion>/s
const signature = /<ds:Signature.*<\/ds:Signature>/s
const forged = (own: string) =>
  own
    .replace(signature, '')
    .replace(/ ID="[^"]*"/, ' ID="_forged"')
    .replaceAll('victim', 'boss')
const wraps = [
  (own: string) => forged(own) + own,
  (own: string) => own + forged(own),
  (own: string) => `<samlp:Extensions>${own}</samlp:Extensions>${forged(own)}`,
  (own: string) => forged(own).replace('</saml:Assertion>', `<x>${own}</x></saml:Assertion>`),
  (own: string) =>
    forged(own).replace('<saml:Subject>', `${signature.exec(own)![0]}<saml:Subject>`) +
    `<x>${own.replace(signature, '')}</x>`,
  (own: string) =>
    forged(own).replace(
      '<saml:Subject>',
      `${signature.exec(own)![0].replace('</ds:Signature>', `<ds:Object>${own.replace(signature, '')}</ds:Object></ds:Signature>`)}<saml:Subject>`,
    ),
]

test('a signature moved around an assertion that nobody signed is refused, however it is wrapped', async () => {
  const at = await company()
  const { url, cookie } = await setOut(at)
  const good = await idp.answer(url, at.own, 'victim')
  for (const wrap of wraps) {
    const lie = changed(good, (xml) => xml.replace(assertion, wrap))
    expect((await post(at, lie, cookie)).to).toBe('/sign-in?refused=provider')
  }
  expect((await post(at, good, cookie)).to).toBe('/customers')
})

test('comments, entities and what else has two readings is refused, though the signature would hold', async () => {
  const at = await company()
  const { url, cookie } = await setOut(at)
  const good = await idp.answer(url, at.own, 'boss.evil', { Email: 'boss@example.co.jp.evil.example' })
  const lies = [
    changed(good, (xml) => xml.replace('boss@example.co.jp.evil', 'boss@example.co.jp<!-- -->.evil')),
    changed(good, (xml) => xml.replace('>boss.evil<', '>boss<!---->.evil<')),
    changed(good, (xml) => `<!DOCTYPE x [<!ENTITY a "boss">]>${xml}`),
    changed(good, (xml) => xml.replace('>boss.evil<', '>boss<?x ?>.evil<')),
    changed(good, (xml) => xml.replace('>boss.evil<', '><![CDATA[boss]]>.evil<')),
  ]
  for (const lie of lies) expect((await post(at, lie, cookie)).to).toBe('/sign-in?refused=provider')
})

test('an assertion counts once, at the browser that set out, for the request it answers', async () => {
  const at = await company()
  const [mine, other] = [await setOut(at), await setOut(at)]
  const good = await idp.answer(mine.url, at.own, 'once')
  expect((await post(at, await idp.answer(mine.url, at.own, 'once'))).to).toBe('/sign-in?refused=expired')
  expect((await post(at, good, other.cookie)).to).toBe('/sign-in?refused=expired')
  expect((await post(at, good, mine.cookie)).to).toBe('/sign-in?refused=expired')
  const again = await setOut(at, '//elsewhere.example')
  const answer = await idp.answer(again.url, at.own, 'once')
  expect((await post(at, answer, again.cookie)).to).toBe('/')
  expect((await post(at, answer, again.cookie)).to).toBe('/sign-in?refused=expired')
})

test('whoever comes without having set out is let in only where that is switched on, once, and to own pages', async () => {
  const [closed, open] = [await company(), await company({ unsolicited: true })]
  const answer = (at: Company) => idp.answer(null, at.own, 'portal')
  expect((await post(closed, await answer(closed))).to).toBe('/sign-in?refused=unasked')
  const good = await answer(open)
  expect((await post(open, good, '', '/customers?q=1')).to).toBe('/customers?q=1')
  expect((await post(open, good)).to).toBe('/sign-in?refused=expired')
  for (const away of [
    'https://elsewhere.example',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/\t/elsewhere.example',
  ])
    expect((await post(open, await answer(open), '', away)).to).toBe('/')
})

test('what is said to one company counts at no other, though both have the same provider', async () => {
  const [ours, theirs] = [await company({ unsolicited: true }), await company({ unsolicited: true })]
  const answer = await idp.answer(null, ours.own, 'both')
  expect((await post(theirs, answer)).to).toBe('/sign-in?refused=provider')
  const inOurs = await meOf(await post(ours, answer))
  expect(inOurs).toMatchObject({ workspace: { id: ours.workspace.id } })
})

test('a delicate step asks for a new proof at the provider; an old one is not enough', async () => {
  const at = await company({ joinRole: 'admin' })
  const visit = await signIn(at, 'careful')
  const prove = async (login: string, said: Said = {}) => {
    const asked = await visit.read!('/api/v1/me/proof/provider', { method: 'POST', body: '{}' })
    const { url } = (await asked.json()) as { url: string }
    return await post(at, await idp.answer(url, at.own, login, said), `${visit.session}; ${cookiesOf(asked)[0]}`)
  }
  expect((await prove('another')).to).toBe('/sign-in?refused=other')
  const stale = { Proven: new Date(Date.now() - 3_600_000).toISOString() }
  expect((await prove('careful', stale)).to).toBe('/sign-in?refused=other')
  expect((await prove('careful')).to).toBe('/proven')
})

test('company accounts only counts SAML; switched off, its sessions end', async () => {
  const at = await company()
  const { email } = await at.admin.api.access.me.read()
  const boss = await signIn(at, 'boss', { Email: email })
  await at.admin.api.access.policy.update({ onlyProvider: true })
  await expect(at.admin.api.access.me.read()).rejects.toMatchObject({ status: 401 })
  expect((await meOf(boss)).role).toBe('admin')
  const off = await boss.read!(`/api/v1/identity-providers/${at.provider.id}`, {
    method: 'PATCH',
    body: '{"isOn":false}',
  })
  expect([off.status, await off.json()]).toMatchObject([422, breaks('', 'provider.lastWay')])
})

test('metadata are read from what is pasted or from an address, and refused where they are none', async () => {
  const { admin, provider } = await company()
  const { updateSaml, connectSaml } = admin.api.access.providers
  const told = { name: 'x', domains: ['example.co.jp'], joinRole: null, unsolicited: false }
  const bad = [
    '<x/>',
    `<!DOCTYPE x>${idp.metadata}`,
    idp.metadata.replace(/<ds:X509Certificate>[^<]*/, '<ds:X509Certificate>AAAA'),
  ]
  for (const metadata of bad)
    await expect(connectSaml({ ...told, metadata })).rejects.toMatchObject(breaks('metadata', 'provider.metadata'))
  await expect(connectSaml({ ...told, metadata: 'https://127.0.0.2/m' })).rejects.toMatchObject(
    breaks('metadata', 'provider.unreachable'),
  )
  await expect(connectSaml({ ...told, metadata: idp.metadata })).rejects.toMatchObject(
    breaks('metadata', 'provider.known'),
  )
  const other = samlProvider()
  expect(await updateSaml({ id: provider.id, metadata: other.metadata })).toMatchObject({ issuer: other.issuer })
  const oidc = admin.api.access.providers.update({ id: provider.id, clientId: 'x' })
  await expect(oidc).rejects.toMatchObject(breaks('issuer', 'provider.kind'))
  await updateSaml({ id: provider.id, domains: ['saml.example.co.jp'] })
  const way = { email: 'a@saml.example.co.jp' }
  expect((await browserAt(server.address).api.providerEntry.ways(way)).providers.map(({ id }) => id)).toContain(
    provider.id,
  )
})
