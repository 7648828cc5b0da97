import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { markDirty } from '#capabilities/facts/server/index.ts'
import { addDays, addMonths, type Day, dayOf } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { presentRenewal, readRenewals } from './read.ts'
import { takeWeek, weekOf } from './snapshots.ts'

let server: TestServer
let admin: Visitor
let api: Visitor['api']['renewals']
let id: string
const today = () => dayOf(Date.now(), 'Asia/Tokyo')

beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin')
  api = admin.api.renewals
})
beforeEach(async () => {
  id = (await admin.api.accounts.create({ name: '青海精機' })).id
})

const price = { startOn: '2020-04-01', amount: 120_000, intervalMonths: 12, quantity: 10 }

/** A contract whose year ends in some days, with a line of 120,000 a year. */
async function contract(days: number, terms: { autoRenews?: boolean; noticeDays?: number } = {}) {
  const endOn = addDays(today(), days)
  return admin.api.revenue.create({
    id,
    startOn: addMonths(endOn, -12),
    endOn,
    renewalMonths: 12,
    autoRenews: false,
    ...terms,
    lines: [{ product: '本体', price: { ...price, startOn: addMonths(endOn, -12) } }],
  })
}

async function assign(assignments: Record<string, string>) {
  const { account } = await admin.api.accounts.get({ id })
  await admin.api.accounts.update({ id, version: account.version, assignments })
}
const ofAccount = async () => (await api.ofAccount({ id })).rows
async function opened() {
  await expect.poll(ofAccount).toHaveLength(1)
  return (await ofAccount())[0]!
}
const fact = async (key: string) => (await admin.api.accounts.get({ id })).facts[key]

test('a renewal opens by itself with what is at stake, until when notice can be given, and whose it is', async () => {
  const csm = await server.signIn('csm')
  const manager = await server.signIn('renewal_manager')
  await assign({ csm: csm.personId })
  const { endOn } = await contract(100, { noticeDays: 60, autoRenews: true })
  expect(await opened()).toMatchObject({
    status: 'open',
    termEnd: endOn,
    noticeBy: addDays(endOn as Day, -61),
    atStake: 120_000,
    autoRenews: true,
    owner: { id: csm.personId },
    category: null,
  })
  await assign({ renewal_manager: manager.personId })
  await expect.poll(async () => (await ofAccount())[0]?.owner?.id).toBe(manager.personId)
  await expect.poll(() => fact('renewal.open')).toBe(true)
  expect(await fact('renewal.notice_on')).toBe(addDays(endOn as Day, -61))
})

test('an end that moves moves it, an archived contract withdraws it, and one that comes back brings it back', async () => {
  const { id: contractId, version } = await contract(100)
  const { id: renewal } = await opened()
  const endOn = addDays(today(), 40)
  await admin.api.revenue.update({ id: contractId, version, endOn })
  await expect.poll(async () => (await ofAccount())[0]).toMatchObject({ id: renewal, termEnd: endOn })
  await admin.api.revenue.archive({ id: contractId })
  await expect.poll(ofAccount).toEqual([])
  await admin.api.revenue.restore({ id: contractId })
  expect(await opened()).toMatchObject({ id: renewal, status: 'open' })
})

test('a judgement is kept and can be taken back; one made on an older state is refused', async () => {
  await contract(30)
  const { id: renewal, version } = await opened()
  const said = { category: 'likely' as const, probability: 60, amount: 150_000, nextStep: '見積を送る' }
  const judged = await api.update({ id: renewal, version, ...said, checklist: ['results_shown'] })
  expect(judged).toMatchObject({ ...said, checklist: ['results_shown'], chance: 60, version: version + 1 })
  await expect(api.update({ id: renewal, version, category: 'lost' })).rejects.toMatchObject({ code: 'CONFLICT' })
  await expect.poll(() => fact('renewal.category')).toBe('likely')
  expect(await fact('renewal.amount')).toBe(150_000)
  expect(await api.undo({ id: renewal, version: judged.version })).toMatchObject({ category: null, probability: null })
  expect((await admin.api.access.audit.list({ subjectId: renewal })).entries[0]).toMatchObject({
    action: 'renewal.undo',
  })
})

test('renewed up: the contract gets its next term at the new price, and all of it can be taken back', async () => {
  const before = await contract(60)
  const { id: renewal, version, termEnd } = await opened()
  const page = await api.get({ id: renewal })
  expect(page.contract).toMatchObject({ months: 12, others: false, lines: [{ quantity: 10, amount: 120_000 }] })
  const prices = [{ lineId: page.contract.lines[0]!.id, quantity: 12, amount: 144_000 }]
  const closed = await api.renew({ id: renewal, version, months: 24, prices })
  expect(closed).toMatchObject({ status: 'closed', outcome: 'renewed_up', closedAmount: 144_000 })
  const contracts = async () => (await admin.api.revenue.list({ id })).rows
  expect((await contracts())[0]).toMatchObject({
    endOn: addMonths(termEnd as Day, 24),
    renewalMonths: 12,
    lines: [{ versions: [{ endOn: termEnd }, { startOn: termEnd, amount: 144_000, quantity: 12 }] }],
  })
  await api.reopen({ id: renewal, version: closed.version })
  expect((await contracts())[0]).toMatchObject({ endOn: before.endOn, lines: [{ versions: [{ endOn: null }] }] })
  expect(await ofAccount()).toMatchObject([{ status: 'open', outcome: null }])
})

test('lost: the contract ends with its term, the churn is written down, and the win-back is a fact', async () => {
  await contract(20, { autoRenews: true })
  const { id: renewal, version, termEnd } = await opened()
  const winBackOn = addDays(today(), 200)
  const loss = { evidence: '稟議で他社に', lesson: '早く会う', avoidable: true, winBackOn }
  await expect(api.lose({ id: renewal, version, reason: 'price', ...loss })).rejects.toMatchObject({
    data: { issues: [{ field: 'reason', rule: 'renewals.unknown_reason' }] },
  })
  const closed = await api.lose({ id: renewal, version, reason: 'another_product.price', ...loss })
  expect(closed.loss).toMatchObject({ label: { ja: '他社の製品に替えた: 価格' }, avoidable: true, winBackOn })
  const { rows, churns } = await admin.api.revenue.list({ id })
  expect(rows[0]).toMatchObject({ endOn: termEnd, autoRenews: false })
  expect(churns).toMatchObject([{ churnedOn: termEnd, reason: '他社の製品に替えた: 価格', feedback: '稟議で他社に' }])
  await expect.poll(() => fact('renewal.win_back_on')).toBe(winBackOn)
  await api.reopen({ id: renewal, version: closed.version })
  expect((await admin.api.revenue.list({ id })).churns).toEqual([])
})

test('a term that is over and began anew by itself is closed by Banso, and cannot be taken back here', async () => {
  const { id: contractId } = await contract(60, { autoRenews: true })
  const { id: renewal } = await opened()
  const over = addDays(today(), -1)
  await server.database.workspace(server.workspace.id, async (tx) => {
    await sql`update contracts set end_on = ${over} where id = ${contractId}`.execute(tx)
    await sql`update renewals set term_end = ${over} where id = ${renewal}`.execute(tx)
    await markDirty(tx, server.workspace.id, [id as AccountId])
  })
  await expect
    .poll(async () => (await ofAccount())[0])
    .toMatchObject({
      status: 'closed',
      outcome: 'renewed',
      closedAmount: 120_000,
    })
  const { version, closedBy, mayReopen } = await api.get({ id: renewal })
  expect([closedBy, mayReopen]).toEqual([null, false])
  await expect(api.reopen({ id: renewal, version })).rejects.toMatchObject({
    data: { issues: [{ rule: 'renewals.began_by_itself' }] },
  })
})

test('a week keeps the very probabilities that the list shows', async () => {
  for (const days of [30, 50, 70]) await contract(days)
  await expect.poll(ofAccount).toHaveLength(3)
  const [commit, own] = await ofAccount()
  await api.update({ id: commit!.id, version: commit!.version, category: 'commit' })
  await api.update({ id: own!.id, version: own!.version, category: 'likely', probability: 33 })
  const week = addDays(today(), -70)
  const kept = await server.database.workspace(server.workspace.id, async (tx) => {
    await sql`update account_facts set "risk.churn_90d" = 13.5 where account_id = ${id}`.execute(tx)
    const shown = await readRenewals(tx, server.workspace.id, { account: id as AccountId })
    await takeWeek(tx, server.workspace, week)
    const { rows } = await sql<{ id: string; chance: number }>`
      select renewal_id as id, chance from renewal_snapshots where taken_on = ${weekOf(week)}
    `.execute(tx)
    const chances = new Map(rows.map((row) => [row.id, row.chance]))
    return shown.map((row) => [presentRenewal(row).chance, chances.get(row.id)])
  })
  expect(kept.toSorted(([a], [b]) => a! - b!)).toEqual([
    [33, 33],
    [87, 87],
    [95, 95],
  ])
})

test('losing one contract of several is no churn', async () => {
  await contract(20)
  await contract(300)
  const { id: renewal, version } = await opened()
  const loss = { reason: 'other.not_told', evidence: '集約', lesson: '', avoidable: false, winBackOn: null }
  await api.lose({ id: renewal, version, ...loss })
  expect((await admin.api.revenue.list({ id })).churns).toEqual([])
})

test('the list is asked by month, owner, judgement and silence, page by page; its months add up; a file has the same', async () => {
  const csm = await server.signIn('csm')
  await assign({ csm: csm.personId })
  for (const days of [30, 70, 110]) await contract(days, { autoRenews: days === 70 })
  await expect.poll(ofAccount).toHaveLength(3)
  const asked = { owner: csm.personId }
  const first = await api.list({ ...asked, limit: 2 })
  const second = await api.list({ ...asked, limit: 2, cursor: first.next! })
  expect([...first.rows, ...second.rows].map((row) => row.termEnd)).toEqual(
    [30, 70, 110].map((days) => addDays(today(), days)),
  )
  expect(second.next).toBeNull()
  expect((await api.list({ ...asked, quietDays: 60 })).rows).toHaveLength(1)
  expect((await api.list({ ...asked, category: 'commit' })).rows).toEqual([])
  const { months } = await api.totals(asked)
  expect(months.reduce((sum, month) => sum + month.atStake, 0)).toBe(360_000)
  const file = await admin.fetch(`/api/v1/renewals/export?owner=${csm.personId}&locale=ja`)
  expect((await file.text()).trim().split('\r\n')).toHaveLength(4)
})

test('the board sums what is judged alike, and the calendar has each renewal on its days', async () => {
  const csm = await server.signIn('csm')
  await assign({ csm: csm.personId })
  for (const days of [40, 80]) await contract(days, { noticeDays: 0, autoRenews: true })
  await expect.poll(async () => (await ofAccount()).map(({ owner }) => owner?.id)).toEqual([csm.personId, csm.personId])
  const [later, sooner] = await ofAccount()
  await api.update({ id: sooner!.id, version: sooner!.version, category: 'at_risk', amount: 100_000 })
  const { columns } = await api.columns({ owner: csm.personId })
  expect(columns.map(({ category, count }) => [category, count])).toEqual([
    ['commit', 0],
    ['likely', 0],
    ['at_risk', 1],
    ['lost', 0],
    [null, 1],
  ])
  expect(columns[2]).toMatchObject({ atStake: 120_000, expected: 100_000, noRate: 0, noAmount: 0 })
  const month = later!.termEnd.slice(0, 7)
  const { days } = await api.calendar({ owner: csm.personId, month: later!.termEnd })
  const of = (on: string) => days.find((one) => one.on === on)
  expect(of(later!.termEnd)).toMatchObject({ ends: 1, atStake: 120_000, marks: [{ id: later!.id, what: 'term_end' }] })
  const marks = days.flatMap((one) => one.marks).filter(({ id: of1 }) => of1 === later!.id)
  expect(marks).toHaveLength(later!.noticeBy!.startsWith(month) ? 2 : 1)
  const { rows } = await api.list({ owner: csm.personId, on: later!.noticeBy! })
  expect(rows.map((row) => row.id)).toEqual([later!.id])
})

test('a letter and a sheet for the customer hold what is known of them, and leave out the rest', async () => {
  await contract(60, { noticeDays: 30 })
  const { id: renewal, termEnd } = await opened()
  const bare = await api.papers({ id: renewal })
  expect(bare).toMatchObject({
    account: { name: '青海精機', purpose: null, goals: null },
    decisionMaker: null,
    termLast: addDays(termEnd as Day, -1),
    arr: 120_000,
    lines: [{ product: '本体', quantity: 10, arr: 120_000 }],
    milestones: [],
    inquiries: null,
  })
  const { account } = await admin.api.accounts.get({ id })
  await admin.api.accounts.update({ id, version: account.version, goals: '点検の記録を当日中に' })
  const person = { name: '鳥飼 修', title: '本部長', email: 'torikai@example.jp', roles: ['decision_maker' as const] }
  await admin.api.accounts.contacts.create({ id, ...person })
  expect(await api.papers({ id: renewal })).toMatchObject({
    account: { goals: '点検の記録を当日中に' },
    decisionMaker: { name: '鳥飼 修', department: null, title: '本部長', email: 'torikai@example.jp' },
  })
})

test('when renewals open is a setting, told beforehand, other for a segment; what is open stays', async () => {
  await contract(200)
  await admin.api.accounts.get({ id })
  const usual = { daysBefore: 120, bySegment: [] }
  expect(await api.settings()).toEqual(usual)
  const axis = await admin.api.facts.segments.createAxis({ label: { ja: '規模', en: 'Size' } })
  const condition = 'account.name == "青海精機"'
  await admin.api.facts.segments.create({
    axisId: axis.id,
    key: 'large',
    label: { ja: '大企業', en: 'Large' },
    kind: 'live',
    condition,
  })
  await expect.poll(() => fact('segments')).toContain('large')
  const large = { daysBefore: 120, bySegment: [{ segment: 'large', daysBefore: 210 }] }
  expect(await api.previewSettings(large)).toMatchObject({ opens: 1 })
  const unknown = { ...large, bySegment: [{ segment: 'small', daysBefore: 9 }] }
  await expect(api.setSettings(unknown)).rejects.toMatchObject({
    data: { issues: [{ rule: 'renewals.unknown_segment', value: 'small' }] },
  })
  await api.setSettings(large)
  expect(await opened()).toMatchObject({ status: 'open' })
  expect((await api.previewSettings(usual)).early).toBeGreaterThan(0)
  await api.setSettings(usual)
  expect(await ofAccount()).toMatchObject([{ status: 'open' }])
})
