import { beforeAll, expect, test } from 'vitest'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

let server: TestServer
let admin: Visitor
let contact: string
const news = {
  name: { ja: '製品のお知らせ', en: 'News' },
  basis: 'consent' as const,
  text: { ja: '新機能のご案内をお送りします。', en: 'We send you news.' },
}
const breaks = (field: string, rule: string) => ({ data: { issues: [expect.objectContaining({ field, rule })] } })

beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin')
  const { id } = await admin.api.accounts.create({ name: '青空商事' })
  const made = await admin.api.accounts.contacts.create({ id, name: '青空 花子', email: 'hanako@aozora.example.jp' })
  contact = made.id
})

/** A purpose of its own, and what is said of it. */
async function purpose(draft: Partial<typeof news> | { basis: 'legitimate_interest' } = {}) {
  const { purposes } = await admin.api.privacy.consent.add({ ...news, ...draft })
  return purposes.at(-1)!
}
const stateOf = async (purposeId: string) => {
  const { states } = await admin.api.privacy.consent.ofContact({ id: contact })
  return states.find((one) => one.purposeId === purposeId)
}
const say = (purposeId: string, change: 'given' | 'withdrawn', rest: { at?: string; textVersion?: number } = {}) =>
  admin.api.privacy.consent.record({ id: contact, purposeId, change, ...rest })

test('another text is a new version, the same one is not; who changes what somebody else changed meanwhile is told', async () => {
  const { id, version, texts } = await purpose()
  expect(texts).toMatchObject([{ version: 1, ja: news.text.ja }])
  const { change } = admin.api.privacy.consent
  const same = await change({ id, version, ...news, name: { ja: 'お知らせ', en: 'News' } })
  expect(same.purposes.find((one) => one.id === id)?.texts).toHaveLength(1)
  const other = await change({ id, version: version + 1, ...news, text: { ja: '別の文面', en: 'Other' } })
  expect(other.purposes.find((one) => one.id === id)?.texts).toMatchObject([{ version: 2 }, { version: 1 }])
  await expect(change({ id, version, ...news })).rejects.toMatchObject({ code: 'CONFLICT' })
})

test('what was said last counts, whenever it is written down; all of it stays', async () => {
  const { id } = await purpose()
  expect(await stateOf(id)).toMatchObject({ state: 'none', mayWrite: false })
  await say(id, 'given')
  expect(await stateOf(id)).toMatchObject({ state: 'given', mayWrite: true })
  await say(id, 'withdrawn', { at: '2026-04-01' })
  expect(await stateOf(id)).toMatchObject({ state: 'given' })
  const { entries } = await say(id, 'withdrawn')
  expect(entries.filter(({ purposeId }) => purposeId === id)).toMatchObject([
    { change: 'withdrawn', how: 'by_hand', textVersion: null },
    { change: 'given', textVersion: 1 },
    { change: 'withdrawn', at: '2026-03-31T15:00:00.000Z' },
  ])
  expect(await stateOf(id)).toMatchObject({ state: 'withdrawn', mayWrite: false })
})

test('of an interest of ours an objection alone counts', async () => {
  const { id } = await purpose({ basis: 'legitimate_interest' })
  expect(await stateOf(id)).toMatchObject({ state: 'none', mayWrite: true })
  await say(id, 'withdrawn')
  expect(await stateOf(id)).toMatchObject({ mayWrite: false })
})

test('the future, a text that nobody wrote and a purpose that there is not are refused', async () => {
  const { id } = await purpose()
  const later = new Date(Date.now() + 3_600_000).toISOString()
  await expect(say(id, 'given', { at: later })).rejects.toMatchObject(breaks('at', 'privacy.future'))
  await expect(say(id, 'given', { textVersion: 2 })).rejects.toMatchObject(breaks('textVersion', 'privacy.text'))
  await expect(say(crypto.randomUUID(), 'given')).rejects.toMatchObject(breaks('purposeId', 'privacy.purpose'))
  expect(await stateOf(id)).toMatchObject({ state: 'none' })
})

test('a viewer reads and writes nothing down; purposes are the administrator’s', async () => {
  const [viewer, csm] = [await server.signIn('viewer'), await server.signIn('csm')]
  const { id } = await purpose()
  const given = { id: contact, purposeId: id, change: 'given' as const }
  await expect(viewer.api.privacy.consent.record(given)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(csm.api.privacy.consent.add(news)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await csm.api.privacy.consent.record(given)
  expect(await stateOf(id)).toMatchObject({ state: 'given' })
})

test('a program that asks twice with one key of idempotency writes one entry, and it says that a program did', async () => {
  const { id } = await purpose()
  const { key } = await admin.api.keys.create({ name: 'フォーム', permissions: ['accounts.write'] })
  const ask = () =>
    fetch(`${server.address}/api/v1/privacy/consent/contacts/${contact}/entries`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'idempotency-key': `consent-${id}`,
      },
      body: JSON.stringify({ purposeId: id, change: 'given' }),
    })
  expect([(await ask()).status, (await ask()).status]).toEqual([200, 200])
  const { entries } = await admin.api.privacy.consent.ofContact({ id: contact })
  expect(entries.filter(({ purposeId }) => purposeId === id)).toMatchObject([{ how: 'api' }])
})

test('an export has the entries with the texts; with the person they are erased', async () => {
  const { id } = await purpose()
  await say(id, 'given')
  const told = await (await admin.fetch(`/api/v1/privacy/contacts/${contact}/export`)).json()
  const ledger = told.places.find(({ place }: { place: string }) => place === 'consent_entries')
  const entry = ledger.rows.find((row: { purpose_id: string }) => row.purpose_id === id)
  expect(entry).toMatchObject({ purpose: '製品のお知らせ / News', text: `${news.text.ja}\n\n${news.text.en}` })
  const { places } = await admin.api.privacy.erase({ id: contact, name: '青空 花子' })
  expect(places.map(({ place }) => place)).toContain('consent_entries')
  expect((await admin.api.privacy.consent.ofContact({ id: contact })).entries).toEqual([])
})
