import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { dayAgo } from '#test/build/day.ts'
import { type SmtpSink, smtpSink } from '#test/servers/smtpSink.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { onboardingMails } from '../core/ready/sequences.ts'
import type { Sequence } from '../core/sequence.ts'

let server: TestServer
let sink: SmtpSink
let admin: Visitor

beforeAll(async () => {
  ;[server, sink] = await Promise.all([testServer(), smtpSink()])
  admin = await server.signIn('admin')
  const { id } = server.workspace
  await server.database.workspace(id, async (tx) => {
    await sql`insert into mail_servers (workspace_id, host, port, security, origin)
      values (${id}, '127.0.0.1', ${sink.port}, 'none', 'https://banso.example.co.jp')`.execute(tx)
    await sql`insert into mail_senders (workspace_id, id, name, address, company, postal_address, contact, is_default)
      values (${id}, gen_random_uuid(), '試験商事 サポート窓口', 'cs@shiken.example.co.jp', '試験商事株式会社', '東京都千代田区1-1', '03-0000-0000', true)`.execute(
      tx,
    )
  })
  await admin.api.plans.setCalendar({ ...(await admin.api.plans.calendar()), holidays: 'none', daysOff: [] })
})

const always = { from: 0, to: 24, weekdays: false }
const { key: _key, ...ready } = onboardingMails
const sequence = (key: string, given: Partial<Sequence>) => {
  const draft = { ...ready, window: always, ...given }
  return admin.api.outreach.sequences.publish({
    key,
    version: 0,
    note: '',
    draft: { ...draft, mails: [...draft.mails] },
  })
}
async function customer(name: string) {
  const { id } = await admin.api.accounts.create({ name })
  const { id: contactId } = await admin.api.accounts.contacts.create({
    id,
    name: '中村 葵',
    department: '営業企画部',
    title: '部長',
    email: `${crypto.randomUUID()}@kyaku.example.co.jp`,
    roles: ['promoter'],
  })
  return { id, contactId }
}
const mailsOf = async (id: string) => (await admin.api.outreach.ofAccount({ id })).messages
const cameTo = async (id: string) => {
  const { rows } = await admin.api.accounts.contacts.list({ id })
  const own = new Set(rows.map(({ email }) => email))
  return (await sink.read()).filter(({ to }) => to?.some(({ address }) => own.has(address ?? '')))
}

test('the mail of a step that a fact closes is not sent; the next one is, in Japanese, as a mail program reads it', async () => {
  const { id } = await customer('比良山工業株式会社')
  const plan = await admin.api.plans.create({
    accountId: id,
    template: 'onboarding',
    kickOffOn: dayAgo(6),
    targetOn: null,
  })
  const first = plan.steps.find((step) => step.name.ja === '営業から引き継ぐ')!
  await admin.api.plans.setStep({
    id: first.id,
    version: first.version,
    state: { is: 'done', on: dayAgo(5), by: 'us' },
  })
  const to = { role: 'promoter', condition: '' } as const
  await sequence('steps', {
    mails: [
      {
        ...to,
        key: 'roles',
        template: 'next_step',
        when: { at: 'ready', step: 'roles', days: 10 },
        purpose: { is: 'step', step: 'roles' },
      },
      {
        ...to,
        key: 'kickoff',
        template: 'next_step',
        when: { at: 'before_due', step: 'kickoff', days: 6 },
        purpose: { is: 'step', step: 'kickoff' },
      },
    ],
  })
  await admin.api.outreach.sequences.turn({ key: 'steps', isOn: true })
  expect(await mailsOf(id)).toMatchObject([{ status: 'planned', template: { ja: '次のステップのご案内' } }])
  await admin.api.accounts.contacts.create({
    id,
    name: '渡辺 健',
    email: 'watanabe@kyaku.example.co.jp',
    roles: ['operator'],
  })
  await expect.poll(() => mailsOf(id)).toMatchObject([{ status: 'sent' }, { status: 'skipped', reason: 'reached' }])
  const [mail, ...more] = await cameTo(id)
  expect(more).toEqual([])
  expect(mail).toMatchObject({
    subject: '次のステップ「キックオフを開く」のご案内',
    from: { name: '試験商事 サポート窓口' },
  })
  expect(mail!.text).toContain('比良山工業株式会社\n営業企画部 部長\n中村 葵 様\n')
  expect(mail!.text).toMatch(/https:\/\/banso\.example\.co\.jp\/p\/\S+/)
  expect(mail!.html).toContain('手順を見る</a>')
})

test('a mail by hand stands on the timeline and counts; with the budget used up it takes a reason', async () => {
  const { id, contactId } = await customer('箱根製作所')
  // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a route of that name, not an array
  const { preview } = await admin.api.outreach.fill({ id, contactId, template: 'training' })
  expect(preview.made?.text).toMatch(/箱根製作所\n営業企画部 部長\n中村 葵 様/)
  const mail = {
    id,
    contactId,
    template: 'training',
    subject: preview.made!.subject,
    text: preview.made!.text,
    reason: '',
  }
  await admin.api.outreach.send(mail)
  expect((await admin.api.outreach.send(mail)).budget).toMatchObject({ accountUsed: 2 })
  await expect(admin.api.outreach.send(mail)).rejects.toMatchObject({
    data: { issues: [{ rule: 'outreach.budget_spent' }] },
  })
  const third = await admin.api.outreach.send({ ...mail, reason: '本日中の回答が必要なため' })
  expect(third.budget).toMatchObject({ accountUsed: 3 })
  const { entries } = await admin.api.timeline.stream({ id })
  expect(entries).toHaveLength(3)
  await expect.poll(async () => (await cameTo(id)).length).toBe(3)
  await admin.api.outreach.replied({ id: third.messages[0]!.id })
  expect((await mailsOf(id))[0]).toMatchObject({ repliedAt: expect.any(String) })
})

test('a broadcast reaches those it is for once, waits where the budget is used up, and stops where a value is missing', async () => {
  const some = await Promise.all(['甲斐', '信濃', '越後'].map((name) => customer(`${name}運輸`)))
  const [lacking] = some
  await admin.api.accounts.create({ name: '駿河運輸' })
  const draft = await admin.api.outreach.templates.publish({
    key: 'news',
    version: 0,
    note: '',
    draft: {
      name: { ja: 'お知らせ', en: 'News' },
      aim: { ja: '', en: '' },
      subject: { ja: '{{ account.name }}さまへのお知らせ', en: 'News for {{ account.name }}' },
      body: {
        ja: '{{ contact.addressee }}\n\n{{ facts.account.region }}のお客さまへ',
        en: 'To {{ facts.account.region }}',
      },
    },
  })
  expect(draft.templates.some(({ key }) => key === 'news')).toBe(true)
  for (const { id } of some.slice(1)) {
    const { account } = await admin.api.accounts.get({ id })
    await admin.api.accounts.update({ id, version: account.version, region: '中部' })
  }
  const condition = 'account.name.endsWith("運輸")'
  const asked = {
    template: 'news',
    condition,
    roles: ['promoter' as const],
    subjectB: null,
    window: always,
    sendAt: null,
  }
  // Facts follow changes in their own time: once they are known, two of the three mails can be filled in.
  const reach = async () => {
    const { customers, recipients, excluded, first } = await admin.api.outreach.broadcasts.preview(asked)
    return { customers, recipients, excluded, filled: first.filter(({ made }) => made).length }
  }
  const excluded = [
    { reason: 'nobody', detail: '', count: 1 },
    { reason: 'missing_value', detail: 'facts.account.region', count: 1 },
  ]
  const expected = { customers: 2, recipients: 2, excluded, filled: 2 }
  await expect.poll(reach).toEqual(expected)
  const made = await admin.api.outreach.broadcasts.create({
    ...asked,
    name: '秋のお知らせ',
    waitDays: 3,
    senderId: null,
  })
  const sent = await admin.api.outreach.broadcasts.move({ id: made.id, version: made.version, move: 'schedule' })
  const state = () => admin.api.outreach.broadcasts.get({ id: sent.id })
  await expect.poll(state).toMatchObject({ status: 'done', counts: { of: 4, sent: 2, skipped: 2 } })
  const { messages } = await admin.api.outreach.ofAccount({ id: lacking!.id })
  expect(messages).toMatchObject([{ status: 'skipped', reason: 'missing_value', detail: 'facts.account.region' }])
  const again = { id: sent.id, version: (await state()).version, move: 'schedule' as const }
  await expect(admin.api.outreach.broadcasts.move(again)).rejects.toMatchObject({
    data: { issues: [{ rule: 'outreach.not_schedule' }] },
  })
})

test('a person takes over, and what was planned is not sent until they let it go on', async () => {
  const { id } = await customer('奥多摩物産')
  await admin.api.plans.create({ accountId: id, template: 'onboarding', kickOffOn: dayAgo(6), targetOn: null })
  const when = { at: 'after_due', step: 'handover', days: 20 } as const
  const mail = {
    key: 'late',
    template: 'stuck',
    when,
    condition: '',
    role: 'promoter',
    purpose: { is: 'none' },
  } as const
  await sequence('nudge', { mails: [mail] })
  await admin.api.outreach.sequences.turn({ key: 'nudge', isOn: true })
  const planned = async () =>
    (await mailsOf(id)).filter(({ template }) => template?.ja === '進みが止まっているときのお声がけ')
  expect(await planned()).toMatchObject([{ status: 'planned' }])
  const taken = await admin.api.outreach.takeOver({ id, takenOver: true })
  expect(taken.runs.every(({ stopped }) => stopped?.reason === 'person_took_over')).toBe(true)
  expect(await planned()).toMatchObject([{ status: 'skipped', reason: 'person_took_over' }])
  await admin.api.outreach.takeOver({ id, takenOver: false })
  expect(await planned()).toMatchObject([{ status: 'planned' }])
  const { mails } = await admin.api.outreach.sequences.simulate({
    key: 'nudge',
    draft: { ...ready, window: always, mails: [mail] },
  })
  expect(mails).toMatchObject([{ key: 'late' }])
})

test('a text with an unknown field or an open tag is refused with its line', async () => {
  const body = { ja: '{{ contact.name }}\n{{ contact.nmae }}', en: 'Hello\n\n{% if today %}' }
  const draft = {
    name: { ja: '試し', en: 'Try' },
    aim: { ja: '', en: '' },
    subject: { ja: '件名', en: 'Subject' },
    body,
  }
  await expect(admin.api.outreach.templates.publish({ key: 'try', version: 0, note: '', draft })).rejects.toMatchObject(
    {
      data: {
        issues: [
          { field: 'body.ja', rule: 'outreach.unknown_field', line: 2, value: 'contact.nmae' },
          { field: 'body.en', rule: 'outreach.syntax', line: 3 },
        ],
      },
    },
  )
})

test('a mail that is due outside the hours for mail is put off once, and looked at no more until then', async () => {
  const { id } = await customer('八丈物産')
  await admin.api.plans.create({ accountId: id, template: 'onboarding', kickOffOn: dayAgo(3), targetOn: null })
  const hour = Number(new Date().toLocaleString('en-GB', { timeZone: 'Asia/Tokyo', hour: '2-digit' }))
  const from = (hour + 12) % 23
  const mail = {
    key: 'shut',
    template: 'training',
    when: { at: 'begin', days: 0 },
    condition: '',
    role: 'promoter',
  } as const
  const window = { from, to: from + 1, weekdays: false }
  await sequence('shut', { window, mails: [{ ...mail, purpose: { is: 'none' } }] })
  await admin.api.outreach.sequences.turn({ key: 'shut', isOn: true })
  const planned = async () => (await mailsOf(id)).find(({ template }) => template?.ja === '操作研修のご案内')!
  await expect.poll(async () => Date.parse((await planned()).at) > Date.now()).toBe(true)
  expect(await planned()).toMatchObject({ status: 'planned', waits: false })
})
