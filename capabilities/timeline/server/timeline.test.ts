import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { dayOf } from '#kernel/day.ts'
import { testServer, type Visitor } from '#test/servers/server.ts'

let admin: Visitor
let api: Visitor['api']['timeline']
let id: string
let chief: string

const day = 86_400_000
const ago = (days: number) => new Date(Date.now() - days * day).toISOString()

beforeAll(async () => {
  admin = await (await testServer()).signIn('admin')
  api = admin.api.timeline
})
beforeEach(async () => {
  id = (await admin.api.accounts.create({ name: '青海精機', signedUpOn: '2024-04-01' })).id
  chief = (await admin.api.accounts.contacts.create({ id, name: '田中 部長', roles: ['decision_maker'] })).id
})

test('an activity is kept with who took part, and can be changed and taken back', async () => {
  const written = {
    kind: 'meeting' as const,
    at: ago(3),
    contactIds: [chief],
    title: '定例会',
    body: '次期予算について',
  }
  const activity = await api.activities.create({ id, ...written })
  expect(activity).toMatchObject({
    title: '定例会',
    at: written.at,
    contacts: [{ id: chief, name: '田中 部長' }],
    authorId: admin.personId,
    version: 1,
  })
  const { activity: changed, undo } = await api.activities.update({
    id: activity.id,
    version: 1,
    title: 'QBR',
    contactIds: [],
  })
  expect(changed).toMatchObject({ title: 'QBR', contacts: [], body: written.body, version: 2 })
  await expect(api.activities.update({ id: activity.id, version: 1, title: 'x' })).rejects.toMatchObject({
    code: 'CONFLICT',
  })
  const back = await api.activities.update({ ...undo, id: activity.id })
  expect(back.activity).toEqual({ ...activity, version: 3, updatedAt: back.activity.updatedAt })
})

test('people of another account take no part', async () => {
  const other = await admin.api.accounts.create({ name: '他社' })
  const wrong = api.activities.create({ id: other.id, kind: 'call', contactIds: [chief] })
  await expect(wrong).rejects.toMatchObject({
    data: { issues: [{ field: 'contactIds', value: chief, rule: 'unknown_contact' }] },
  })
})

test('an inquiry cannot be solved before it was opened, nor take the number of another', async () => {
  const wrong = api.inquiries.create({ id, subject: '帳票', openedAt: ago(1), solvedAt: ago(2) })
  await expect(wrong).rejects.toMatchObject({ data: { issues: [{ field: 'solvedAt', rule: 'solved_before_opened' }] } })
  await api.inquiries.create({ id, subject: '帳票', externalId: '#2841' })
  const twice = api.inquiries.create({ id, subject: '帳票', externalId: '#2841' })
  await expect(twice).rejects.toMatchObject({ data: { issues: [{ field: 'externalId', rule: 'external_id_taken' }] } })
})

test('an inquiry is solved, and the change can be taken back', async () => {
  const before = await api.inquiries.create({ id, subject: '出力が遅い', severity: 'high', openedAt: ago(2) })
  const solvedAt = ago(1)
  const { inquiry, undo } = await api.inquiries.update({ id: before.id, version: 1, solvedAt, satisfaction: 4 })
  expect(inquiry).toMatchObject({ solvedAt, satisfaction: 4, severity: 'high' })
  expect((await api.inquiries.list({ id, state: 'open' })).rows).toEqual([])
  await api.inquiries.update({ ...undo, id: before.id })
  expect((await api.inquiries.list({ id, state: 'open' })).rows).toMatchObject([{ id: before.id, solvedAt: null }])
})

test('the stream shows everything once, latest first, page by page', async () => {
  await api.activities.create({ id, kind: 'call', at: ago(5) })
  await api.inquiries.create({ id, subject: '問い合わせ', openedAt: ago(4) })
  await api.surveys.create({ id, kind: 'nps', score: 9, contactId: chief, answeredAt: ago(3) })
  await api.activities.create({ id, kind: 'note', at: ago(2) })
  const gone = await api.activities.create({ id, kind: 'mail', at: ago(1) })
  await api.activities.archive({ id: gone.id })
  const seen: string[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await api.stream({ id, limit: 2, ...(cursor ? { cursor } : {}) })
    seen.push(...page.entries.map((entry) => (entry.type === 'activity' ? entry.activity.kind : entry.type)))
    if (page.next === null) break
    cursor = page.next
  }
  expect(seen).toEqual(['note', 'survey', 'inquiry', 'call'])
  const some = await api.stream({ id, kinds: 'survey,call' })
  expect(some.entries.map((entry) => entry.type)).toEqual(['survey', 'activity'])
  for (const kinds of ['inquiry', 'survey', 'note']) expect((await api.stream({ id, kinds })).entries).toHaveLength(1)
})

test('of a past day the stream ends with that day, and what was solved later is open', async () => {
  const solved = { solvedAt: ago(2), satisfaction: 5, escalated: true }
  await api.inquiries.create({ id, subject: '後で解決', openedAt: ago(6), ...solved })
  await api.activities.create({ id, kind: 'call', at: ago(1) })
  const until = dayOf(Date.parse(ago(5)), admin.workspace.timeZone)
  const { entries } = await api.stream({ id, until })
  const open = { solvedAt: null, satisfaction: null, escalated: false }
  expect(entries).toMatchObject([{ type: 'inquiry', inquiry: { subject: '後で解決', ...open } }])
  const today = dayOf(Date.now(), admin.workspace.timeZone)
  expect((await api.stream({ id, until: today })).entries).toMatchObject([{}, { inquiry: solved }])
})

test('an answer outside its scale is refused', async () => {
  const wrong = api.surveys.create({ id, kind: 'csat', score: 6 })
  await expect(wrong).rejects.toMatchObject({ data: { issues: [{ field: 'score', value: '6', rule: 'csat_scale' }] } })
})

test('who was met when is known by contact', async () => {
  await api.activities.create({ id, kind: 'meeting', at: ago(40), contactIds: [chief] })
  await api.activities.create({ id, kind: 'note', at: ago(1), contactIds: [chief] })
  const { rows } = await api.touches({ id })
  expect(rows).toEqual([{ contactId: chief, lastOn: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) }])
})

test('facts follow from conversations within moments', async () => {
  await api.activities.create({ id, kind: 'meeting', at: ago(40), contactIds: [chief] })
  await api.activities.create({ id, kind: 'call', at: ago(10) })
  await api.activities.create({ id, kind: 'note', at: ago(1) })
  for (const days of [1, 3, 5, 20, 50, 80]) await api.inquiries.create({ id, subject: `${days}`, openedAt: ago(days) })
  await api.inquiries.create({
    id,
    subject: '解決',
    openedAt: ago(30.5),
    solvedAt: ago(2),
    satisfaction: 3,
    escalated: true,
  })
  await api.surveys.create({ id, kind: 'nps', score: 9, answeredAt: ago(60) })
  await api.surveys.create({ id, kind: 'nps', score: 3, answeredAt: ago(6) })
  const facts = async () => (await admin.api.accounts.get({ id })).facts
  await expect.poll(facts).toMatchObject({
    'touch.days_since': 10,
    'touch.count_30d': 1,
    'touch.count_90d': 2,
    'meeting.days_since': 40,
    'contacts.decision_maker.days_since_touch': 40,
    'inquiry.open_count': 6,
    'inquiry.count_7d': 3,
    'inquiry.count_30d': 4,
    'inquiry.usual_7d': 0.333,
    'inquiry.satisfaction_90d': 3,
    'inquiry.escalated_30d': 0,
    'survey.nps.latest': 3,
  })
})

test('touches are told by role: the last day, and how many within 30 days', async () => {
  const hand = (await admin.api.accounts.contacts.create({ id, name: '運用 太郎', roles: ['operator', 'promoter'] })).id
  await api.activities.create({ id, kind: 'call', at: ago(3), contactIds: [hand, chief] })
  await api.activities.create({ id, kind: 'mail', at: ago(5), contactIds: [hand] })
  await api.activities.create({ id, kind: 'meeting', at: ago(60), contactIds: [hand] })
  await api.activities.create({ id, kind: 'note', at: ago(1), contactIds: [hand] })
  const told = {
    'contacts.operator.days_since_touch': 3,
    'contacts.promoter.days_since_touch': 3,
    'contacts.operator.touches_30d': 2,
    'contacts.promoter.touches_30d': 2,
    'contacts.decision_maker.touches_30d': 1,
  }
  const seen = async () => expect((await admin.api.accounts.get({ id })).facts).toMatchObject(told)
  await vi.waitFor(seen, { timeout: 45_000 })
})
