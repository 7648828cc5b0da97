import { expect, test } from 'vitest'
import { browserAt } from '#test/access/browser.ts'
import { realProvider } from '#test/servers/identityProvider.ts'
import { lyingProvider } from '#test/servers/lyingProvider.ts'
import { testServer, type Visitor } from '#test/servers/server.ts'
import { unlock } from '../policy/unlock.ts'
import { testWorkspace } from '#test/servers/workspace.ts'

const server = await testServer()
const callback = `${server.address}/api/v1/session/provider/callback`
const real = await realProvider(callback)
const lying = await lyingProvider()
const password = 'kawa no hotori'
const breaks = (field: string, rule: string) => ({ data: { issues: [expect.objectContaining({ field, rule })] } })

/** A company with the provider, believed for example.co.jp. */
async function company({ joinRole = null as string | null, issuer = real.issuer } = {}) {
  const workspace = await testWorkspace(server.database)
  const admin = await server.signIn('admin', workspace)
  const { clientId, clientSecret } = real
  const told = { name: '会社のアカウント', issuer, clientId, clientSecret, domains: ['example.co.jp'], joinRole }
  return { workspace, admin, provider: await admin.api.access.providers.create(told) }
}
const cookiesOf = (answer: Response) => answer.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0]!)

/** Sets out as a browser does: the address at the provider, and the cookie that ties the way to the browser. */
async function setOut(providerId: string, next = '/customers') {
  const answer = await fetch(`${server.address}/api/v1/session/provider`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ providerId, next }),
  })
  return { url: new URL(((await answer.json()) as { url: string }).url), cookie: cookiesOf(answer)[0] ?? '' }
}

/** Comes back with a cookie: where to, and as whom. */
async function comeBack(address: string, cookie: string) {
  const answer = await fetch(address, { redirect: 'manual', headers: { cookie } })
  const session = cookiesOf(answer).find((one) => one.startsWith('banso_session=')) ?? ''
  const read = (path: string, init: RequestInit = {}) =>
    fetch(server.address + path, { ...init, headers: { cookie: session, 'content-type': 'application/json' } })
  return {
    to: answer.headers.get('location'),
    session,
    read,
    me: async () => (await (await read('/api/v1/me')).json()) as Me,
  }
}
type Me = Awaited<ReturnType<Visitor['api']['access']['me']['read']>>

async function signIn(providerId: string, login: string) {
  const { url, cookie } = await setOut(providerId)
  return await comeBack(await real.signInAt(url.href, login), cookie)
}
const somebody = (login: string, email = `${login}@example.co.jp`, email_verified = true) =>
  real.people.set(login, { email, email_verified, name: `${login} 花子` })

test('whoever is invited nowhere joins in the role their company’s domain is given, and comes in again as the same person', async () => {
  const { provider, workspace, admin } = await company({ joinRole: 'csm' })
  somebody('hanako')
  const first = await signIn(provider.id, 'hanako')
  expect(first.to).toBe('/customers')
  const me = await first.me()
  expect(me).toMatchObject({ name: 'hanako 花子', email: 'hanako@example.co.jp', role: 'csm', vouched: true })
  expect(me.workspace.id).toBe(workspace.id)
  expect((await (await signIn(provider.id, 'hanako')).me()).personId).toBe(me.personId)
  const { entries } = await admin.api.access.audit.list({ subjectId: me.personId })
  expect(entries.map(({ action }) => action)).toEqual([
    'person.sign_in',
    'person.sign_in',
    'person.provider_link',
    'person.join',
  ])
})

test('whoever is a person here already is known by the address, and without a role to join in nobody else is let in', async () => {
  const { provider, admin } = await company()
  const { email } = await admin.api.access.me.read()
  somebody('kacho', email)
  expect(await (await signIn(provider.id, 'kacho')).me()).toMatchObject({ personId: admin.personId, role: 'admin' })
  somebody('stranger')
  const refused = await signIn(provider.id, 'stranger')
  expect([refused.to, refused.session]).toEqual(['/sign-in?refused=unknown', ''])
})

test('an address that the provider does not stand for, or of another domain, opens nothing', async () => {
  const { provider, admin } = await company({ joinRole: 'csm' })
  const { email } = await admin.api.access.me.read()
  somebody('unverified', email, false)
  somebody('foreigner', 'foreigner@elsewhere.example')
  expect((await signIn(provider.id, 'unverified')).to).toBe('/sign-in?refused=unverified')
  expect((await signIn(provider.id, 'foreigner')).to).toBe('/sign-in?refused=domain')
})

test('what a lying or broken provider says is not believed', async () => {
  const { provider } = await company({ joinRole: 'csm', issuer: lying.issuer })
  const arrive = async (claims: Record<string, unknown>, sign?: 'wrongly') => {
    const { url, cookie } = await setOut(provider.id)
    const nonce = url.searchParams.get('nonce')
    lying.says({ sub: 'x', nonce, email: 'x@example.co.jp', email_verified: true, ...claims }, sign)
    return (await comeBack(`${callback}?code=c&state=${url.searchParams.get('state')}`, cookie)).to
  }
  expect(await arrive({})).toBe('/customers')
  const past = Math.floor(Date.now() / 1000) - 600
  for (const lie of [
    { nonce: 'another' },
    { iss: real.issuer },
    { aud: 'somebody else' },
    { exp: past, iat: past - 60 },
  ])
    expect([lie, await arrive(lie)]).toEqual([lie, '/sign-in?refused=provider'])
  expect(await arrive({}, 'wrongly')).toBe('/sign-in?refused=provider')
})

test('the way back is of the browser that set out, with its state, and ends once', async () => {
  const { provider } = await company({ joinRole: 'csm' })
  somebody('once')
  const { url, cookie } = await setOut(provider.id)
  const back = await real.signInAt(url.href, 'once')
  expect((await comeBack(back, '')).to).toBe('/sign-in?refused=expired')
  expect((await comeBack(back.replace(/state=[^&]+/, 'state=x'), cookie)).to).toBe('/sign-in?refused=provider')
  expect((await comeBack(back, cookie)).to).toBe('/sign-in?refused=expired')
  const again = await setOut(provider.id, '//evil.example/')
  expect((await comeBack(await real.signInAt(again.url.href, 'once'), again.cookie)).to).toBe('/')
})

test('a provider opens its own company alone, also for somebody who works in another', async () => {
  const [ours, theirs] = [await company({ joinRole: 'admin' }), await company()]
  const { email } = await theirs.admin.api.access.me.read()
  somebody('both', email)
  const visit = await signIn(ours.provider.id, 'both')
  const me = await visit.me()
  expect([me.workspace.id, me.workspaces.length]).toEqual([ours.workspace.id, 1])
  expect(me.personId).not.toBe(theirs.admin.personId)
  for (const [method, path, body] of [
    ['PUT', '/api/v1/me/workspace', { workspaceId: theirs.workspace.id }],
    ['POST', '/api/v1/me/factors/totp', {}],
    ['POST', '/api/v1/me/password', { current: 'x', next: password }],
  ] as const)
    expect([path, (await visit.read(path, { method, body: JSON.stringify(body) })).status]).toEqual([path, 422])
})

test('switched off, taken away, or the person suspended: its sessions end at the next request', async () => {
  const { provider, admin } = await company({ joinRole: 'csm' })
  somebody('leaving')
  const first = await signIn(provider.id, 'leaving')
  await admin.api.access.providers.update({ id: provider.id, isOn: false })
  expect((await first.read('/api/v1/me')).status).toBe(401)
  await admin.api.access.providers.update({ id: provider.id, isOn: true })
  const { personId } = await first.me()
  await admin.api.access.people.update({ id: personId, state: 'suspended' })
  expect([(await first.read('/api/v1/me')).status, (await signIn(provider.id, 'leaving')).to]).toEqual([
    401,
    '/sign-in?refused=suspended',
  ])
})

test('passwords are switched off only once the provider has let in an administrator and whoever switches them off', async () => {
  const { provider, admin, workspace } = await company({ joinRole: 'csm' })
  const onlyProvider = () => admin.api.access.policy.update({ onlyProvider: true })
  await expect(onlyProvider()).rejects.toMatchObject(breaks('onlyProvider', 'policy.noProvider'))
  somebody('boss', (await admin.api.access.me.read()).email)
  const boss = await signIn(provider.id, 'boss')
  const other = await server.signIn('csm', workspace)
  await onlyProvider()
  for (const visitor of [admin, other])
    await expect(visitor.api.access.me.read()).rejects.toMatchObject({ status: 401 })
  expect(await boss.me()).toMatchObject({ personId: admin.personId })
  const off = await boss.read(`/api/v1/identity-providers/${provider.id}`, { method: 'DELETE' })
  expect([off.status, await off.json()]).toMatchObject([422, breaks('', 'provider.lastWay')])
})

test('where passwords are off a right one opens nothing, and says why', async () => {
  const { provider, admin } = await company()
  const { url } = await admin.api.access.invitations.create({ email: 'taro@example.co.jp', role: 'csm' })
  await browserAt(server.address).api.invitations.accept({ token: url.split('#token=')[1]!, name: 'taro', password })
  somebody('chief', (await admin.api.access.me.read()).email)
  await signIn(provider.id, 'chief')
  await admin.api.access.policy.update({ onlyProvider: true })
  const attempt = browserAt(server.address).api.session.signIn({ email: 'taro@example.co.jp', password })
  await expect(attempt).rejects.toMatchObject(breaks('email', 'signIn.provider'))
})

test('the operator lets an administrator in again who is shut out: by a password they choose, and it is written down', async () => {
  const { provider, admin } = await company()
  const { email } = await admin.api.access.me.read()
  somebody('locked', email)
  await signIn(provider.id, 'locked')
  await admin.api.access.policy.update({ onlyProvider: true })
  const [opened] = await unlock(server.database, email.toUpperCase(), false)
  const browser = browserAt(server.address)
  await browser.api.invitations.accept({ token: opened!.page.split('#token=')[1]!, password })
  expect(await browser.api.me.read()).toMatchObject({ email, vouched: false })
  const { entries } = await browser.api.audit.list({ action: 'sign_in.unlock' })
  expect(entries).toMatchObject([{ person: null, origin: 'cli' }])
  expect(await unlock(server.database, 'nobody@example.co.jp', false)).toEqual([])
})

test('a delicate step asks whom the provider vouches for to prove themselves there once more', async () => {
  const { provider } = await company({ joinRole: 'admin' })
  somebody('careful')
  const visit = await signIn(provider.id, 'careful')
  const asked = await visit.read('/api/v1/me/proof/provider', { method: 'POST', body: '{}' })
  const { url } = (await asked.json()) as { url: string }
  expect(new URL(url).searchParams.get('prompt')).toBe('login')
  const cookie = `${visit.session}; ${cookiesOf(asked)[0]}`
  const proven = await comeBack(await real.signInAt(url, 'careful'), cookie)
  expect([proven.to, (await visit.read('/api/v1/me')).status]).toEqual(['/proven', 401])
  somebody('another')
  const more = await proven.read('/api/v1/me/proof/provider', { method: 'POST', body: '{}' })
  const next = ((await more.json()) as { url: string }).url
  const other = await comeBack(await real.signInAt(next, 'another'), `${proven.session}; ${cookiesOf(more)[0]}`)
  expect(other.to).toBe('/sign-in?refused=other')
})

test('the sign-in page learns by domain which provider there is, and nothing of people; secrets are never shown', async () => {
  const { provider, admin } = await company()
  const ways = async (email: string) => (await browserAt(server.address).api.providerEntry.ways({ email })).providers
  expect((await ways('nobody@EXAMPLE.co.jp')).map(({ id }) => id)).toContain(provider.id)
  expect(await ways('nobody@sub.example.co.jp')).toEqual([])
  expect(JSON.stringify(await admin.api.access.providers.list())).not.toContain(real.clientSecret)
  const unreachable = admin.api.access.providers.update({ id: provider.id, issuer: 'http://127.0.0.1:9/' })
  await expect(unreachable).rejects.toMatchObject(breaks('issuer', 'provider.unreachable'))
})
