import { beforeAll, expect, test } from 'vitest'
import { guestOf } from '#test/access/guest.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

let server: TestServer
let admin: Visitor
let api: Visitor['api']['content']

beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin')
  api = admin.api.content
})

const text = (words: string) => ({
  type: 'doc' as const,
  content: [{ type: 'paragraph' as const, content: [{ type: 'text' as const, text: words }] }],
})
const begin = (title: string) => api.create({ kind: 'education', format: 'text', title, language: 'ja' })
const written = async (title: string, words: string) => {
  const item = await begin(title)
  const body = { format: 'text' as const, text: { ja: text(words), en: { type: 'doc' as const, content: [] } } }
  return api.write({ id: item.id, draft: item.draft, definition: { ...item.definition, body } })
}

test('what is written is shown to nobody until it is published, and a published version never changes', async () => {
  const item = await written('操作の手引き', '最初の一件を登録します。')
  expect(item).toMatchObject({ status: 'draft', published: null, languages: ['ja'] })
  const first = await api.publish({ id: item.id, draft: item.draft, note: '' })
  expect(first).toMatchObject({ status: 'published', version: 1, changed: false })
  const definition = { ...first.definition, title: { ja: '操作の手引き 改', en: '' } }
  const second = await api.write({ id: item.id, draft: first.draft, definition })
  expect(second).toMatchObject({ changed: true, published: { title: { ja: '操作の手引き' } } })
  await expect(api.write({ id: item.id, draft: first.draft, definition })).rejects.toMatchObject({ code: 'CONFLICT' })
  const back = await api.restore({ id: item.id, draft: second.draft, version: 1 })
  expect(back).toMatchObject({ changed: false, definition: { title: { ja: '操作の手引き' } } })
})

test('an item without words is not published, and says what is missing', async () => {
  const item = await begin('空の文書')
  const published = api.publish({ id: item.id, draft: item.draft, note: '' })
  await expect(published).rejects.toMatchObject({ data: { issues: [{ rule: 'content.no_body' }] } })
})

test('items are found by words of both languages and any width, and one that is retired is offered no longer', async () => {
  const item = await written('ＡＰＩ連携のすすめ', 'データレンケイの手順です。')
  const found = async (search: string, status: 'current' | 'all' = 'current') =>
    (await api.list({ search, status })).items.map(({ id }) => id)
  expect(await found('api 連携')).toEqual([item.id])
  expect(await found('でーたれんけい')).toEqual([item.id])
  await api.retire({ id: item.id, retired: true })
  expect(await found('api')).toEqual([])
  expect(await found('api', 'all')).toEqual([item.id])
})

test('a step of a plan names an item, and the item tells where it is used', async () => {
  const draft = await written('勉強会の資料', '当日の進め方')
  const item = await api.publish({ id: draft.id, draft: draft.draft, note: '' })
  const { id: accountId } = await admin.api.accounts.create({ name: '須磨浦商会' })
  const plans = admin.api.plans
  const plan = await plans.create({ accountId, template: 'onboarding', kickOffOn: '2026-04-01', targetOn: null })
  const { state: _state, ...step } = plan.steps[0]!
  const changed = await plans.editStep({ ...step, content: [item.key] })
  expect(changed.steps[0]).toMatchObject({ content: [item.key] })
  expect((await api.get({ id: item.id })).uses).toMatchObject([{ where: 'plan', account: { id: accountId } }])
  const { version } = changed.steps[0]!
  const unknown = plans.editStep({ ...step, version, content: ['nowhere'] })
  await expect(unknown).rejects.toMatchObject({ data: { issues: [{ rule: 'plans.unknown_content' }] } })
  const noSheet = plans.editStep({ ...step, version, evidence: 'form', content: [item.key] })
  await expect(noSheet).rejects.toMatchObject({ data: { issues: [{ rule: 'plans.no_form' }] } })
})

test('a file is uploaded and comes back as an attachment; one that is no document is refused', async () => {
  const item = await api.create({ kind: 'solving', format: 'file', title: '提案書', language: 'ja' })
  const path = `/api/v1/content/${item.id}/files`
  const sent = await admin.fetch(`${path}?fileName=${encodeURIComponent('提案書.pdf')}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: '%PDF-1.7 of a proposal',
  })
  expect(sent.status).toBe(201)
  const file = (await sent.json()) as { id: string; name: string; size: number; type: string }
  expect(file).toMatchObject({ name: '提案書.pdf', size: 22, type: 'application/pdf' })
  const got = await admin.fetch(`${path}/${file.id}`)
  expect(got.headers.get('content-disposition')).toMatch(/^attachment/)
  expect(await got.text()).toBe('%PDF-1.7 of a proposal')
  for (const [name, rule] of [
    ['page.html', 'bad_file'],
    ['page.pdf', 'other_content'],
    ['page.docx', 'other_content'],
  ]) {
    const refused = await admin.fetch(`${path}?fileName=${name}`, { method: 'POST', body: '<script>' })
    expect([refused.status, await refused.json()]).toMatchObject([422, { issues: [{ rule: `content.${rule}` }] }])
  }
})

const guestAt = async (accountId: string, contactId: string, planId: string) => {
  const { cookie, link } = await guestOf(server.database, {
    workspaceId: server.workspace.id,
    accountId,
    contactId,
    planId,
    role: 'promoter',
  })
  return async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${server.address}/api/v1/portal${path}`, {
      method,
      headers: { cookie, 'x-portal-link': link, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, never> }
  }
}

test('a guest reads and answers what their step gives, which closes it, and nothing of other steps', async () => {
  const { id: accountId } = await admin.api.accounts.create({ name: '比良山工業' })
  const { id: contactId } = await admin.api.accounts.contacts.create({ id: accountId, name: '高橋 花子' })
  const made = { accountId, template: 'onboarding', kickOffOn: '2026-04-01', targetOn: null }
  const plan = await admin.api.plans.create(made)
  const step = plan.steps.find(({ content }) => content.includes('hearing_kickoff'))!
  const guest = await guestAt(accountId, contactId, plan.id)
  const at = `/steps/${step.id}/content/hearing_kickoff`
  expect((await guest('GET', at)).body).toMatchObject({
    title: { ja: 'キックオフ前のヒアリングシート' },
    sheet: { sent: false },
  })
  expect((await guest('GET', `/steps/${step.id}/content/kickoff_guide`)).status).toBe(404)
  const half = { reason: '転記をなくすため' }
  expect((await guest('PUT', `${at}/answers`, { answers: half, send: true })).status).toBe(422)
  expect((await guest('PUT', `${at}/answers`, { answers: half, send: false })).status).toBe(200)
  const whole = { ...half, in_half_a_year: '残業が半分', operator_hours: 'more_than_4', decision_maker_comes: true }
  expect((await guest('PUT', `${at}/answers`, { answers: whole, send: true })).body).toMatchObject({
    sheet: { sent: true },
  })
  const after = await admin.api.plans.get({ id: plan.id })
  expect(after.steps.find(({ id }) => id === step.id)).toMatchObject({ state: { is: 'done', by: 'customer' } })
  const { forms } = await api.hearings({ id: accountId })
  expect(forms[0]).toMatchObject({ answered: 4, sheets: [{ contact: { id: contactId }, person: null }] })
})

test('a receipt tells who opened what, and how often; reading alone leaves none', async () => {
  const { id: accountId } = await admin.api.accounts.create({ name: '須磨浦食品' })
  const { id: contactId } = await admin.api.accounts.contacts.create({ id: accountId, name: '森 太郎' })
  const plan = await admin.api.plans.create({
    accountId,
    template: 'onboarding',
    kickOffOn: '2026-04-01',
    targetOn: null,
  })
  const step = plan.steps.find(({ content }) => content.includes('kickoff_guide'))!
  const guest = await guestAt(accountId, contactId, plan.id)
  const at = `/steps/${step.id}/content/kickoff_guide`
  const readers = async () => {
    const { items } = await api.list({ search: 'キックオフのご案内' })
    return (await api.get({ id: items[0]!.id })).readers.filter(({ account }) => account?.id === accountId)
  }
  await guest('GET', at)
  expect(await readers()).toEqual([])
  for (let times = 0; times < 2; times++) expect((await guest('POST', `${at}/reads`, {})).status).toBe(200)
  expect(await readers()).toMatchObject([{ name: '森 太郎', isContact: true, version: 1, times: 2 }])
})

test('people who answer differently are told apart, and a closed sheet takes no more answers', async () => {
  const { id } = await admin.api.accounts.create({ name: '岡崎製作所' })
  const made = ['佐藤 次郎', '林 桃子'].map((name) => admin.api.accounts.contacts.create({ id, name }))
  const [one, other] = await Promise.all(made)
  const answer = (contactId: string, people: number) =>
    api.answer({ id, key: 'hearing_current_work', stepId: null, contactId, answers: { people }, send: false })
  await answer(one!.id, 3)
  const { forms, percent } = await answer(other!.id, 5)
  expect(forms).toMatchObject([{ answered: 1, contradictions: ['people'] }])
  expect(percent).toBe(10)
  await api.closeSheet({ id: forms[0]!.sheets[0]!.id, closed: true })
  await expect(answer(one!.id, 4)).rejects.toMatchObject({ data: { issues: [{ rule: 'content.closed' }] } })
  await expect(answer(crypto.randomUUID(), 4)).rejects.toMatchObject({
    data: { issues: [{ rule: 'content.unknown_contact' }] },
  })
  const facts = async () => (await admin.api.accounts.get({ id })).facts['hearing.answered_percent']
  await expect.poll(facts).toBe(10)
})
