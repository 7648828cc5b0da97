import { beforeAll, expect, test } from 'vitest'
import { addBusinessDays, plainCalendar } from '#kernel/businessCalendar.ts'
import { addDays, type Day, dayOf, weekday } from '#kernel/day.ts'
import { dayAgo, today } from '#test/build/day.ts'
import { letSend } from '#test/build/mailing.ts'
import { smtpSink } from '#test/servers/smtpSink.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import type { Sequence, SequenceMail } from '../core/sequence.ts'

let server: TestServer
let admin: Visitor
const patience = { timeout: 45_000 }

beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin')
  await letSend(admin, await smtpSink())
})

const signedUp: Sequence['follows'] = { what: 'date', fact: 'account.signed_up_on' }
const mail = (key: string, when: SequenceMail['when'], purpose: SequenceMail['purpose'] = { is: 'none' }) => ({
  key,
  template: 'training',
  when,
  condition: '',
  role: 'promoter' as const,
  purpose,
})
/** Publishes a sequence for customers whose name holds a word, and switches it on. */
async function follow(key: string, follows: Sequence['follows'], mails: SequenceMail[], word: string) {
  const about = { name: { ja: key, en: key }, aim: { ja: '', en: '' }, holdOutPercent: 0, waitDays: 5 }
  const draft = { ...about, follows, scope: `account.name.contains("${word}")`, mails }
  const window = { from: 0, to: 24, weekdays: false }
  await admin.api.outreach.sequences.publish({ key, version: 0, note: '', draft: { ...draft, window } })
  await admin.api.outreach.sequences.turn({ key, isOn: true })
}
async function customer(name: string, signedUpOn: Day, region = '関東') {
  const { id } = await admin.api.accounts.create({ name, signedUpOn, region })
  const email = `${crypto.randomUUID()}@kyaku.example.co.jp`
  await admin.api.accounts.contacts.create({ id, name: '中村 葵', email, roles: ['promoter'] })
  return { id, email }
}
const mailsOf = async (id: string, key: string) => {
  const { runs, messages } = await admin.api.outreach.ofAccount({ id })
  const run = runs.find(({ sequence }) => sequence.key === key)
  const own = messages.filter(({ runId }) => runId === run?.id)
  const told = own.map(({ status, reason, at }) => ({ status, reason, on: dayOf(Date.parse(at), 'Asia/Tokyo') }))
  return { stopped: run?.stopped?.reason ?? null, mails: told, ids: own.map(({ id: one }) => one) }
}
const inBusinessDays = (count: number) => addBusinessDays(plainCalendar, today(), count)

test('mails towards a date are planned business days before it; one that counts from the mail before waits for that', async () => {
  const ahead = addDays(today(), 14)
  const wednesday = addDays(ahead, (10 - weekday(ahead)) % 7)
  const { id } = await customer('伊吹山製作所', wednesday)
  const mails = [mail('before', { at: 'begin', days: -2 }), mail('next', { at: 'previous', days: 3 })]
  await follow('towards', signedUp, mails, '伊吹')
  // Two business days before a Wednesday is a Monday, and three after that Monday a Thursday.
  const planned = [addDays(wednesday, -2), addDays(wednesday, 1)].map((on) => ({ status: 'planned', reason: null, on }))
  await expect.poll(async () => (await mailsOf(id, 'towards')).mails, patience).toEqual(planned)
})

test('once a mail went out, the next one counts from the day it did', async () => {
  const { id } = await customer('鈴鹿物流', dayAgo(5))
  const mails = [mail('first', { at: 'begin', days: 0 }), mail('second', { at: 'previous', days: 3 })]
  await follow('counts', signedUp, mails, '鈴鹿')
  const planned = { status: 'planned', reason: null, on: inBusinessDays(3) }
  const sent = { status: 'sent', reason: null, on: today() }
  await expect.poll(async () => (await mailsOf(id, 'counts')).mails, patience).toEqual([planned, sent])
})

test('a mail whose purpose is reached is left out, one to another customer is sent', async () => {
  const [reached, other] = [await customer('養老食品', dayAgo(5), '中部'), await customer('養老運輸', dayAgo(5))]
  const purpose = { is: 'condition', condition: 'account.region == "中部"' } as const
  await follow('purposeful', signedUp, [mail('region', { at: 'begin', days: 0 }, purpose)], '養老')
  const said = async ({ id }: { id: string }) =>
    (await mailsOf(id, 'purposeful')).mails.map(({ status, reason }) => [status, reason])
  await expect.poll(() => said(reached), patience).toEqual([['skipped', 'reached']])
  await expect.poll(() => said(other), patience).toEqual([['sent', null]])
})

test('an answer, opting out, and a person who takes over each end a sequence, and say so', async () => {
  const [answers, optsOut, taken] = [
    await customer('白山商店', dayAgo(5)),
    await customer('白山電機', dayAgo(5)),
    await customer('白山化学', dayAgo(5)),
  ]
  await admin.api.mail.suppress({ address: optsOut.email, purpose: 'step_mail', detail: '電話で依頼' })
  const mails = [mail('first', { at: 'begin', days: 0 }), mail('second', { at: 'previous', days: 10 })]
  await follow('stops', signedUp, mails, '白山')
  const sent = async () => (await mailsOf(answers.id, 'stops')).mails.map(({ status }) => status)
  await expect.poll(sent, patience).toEqual(['planned', 'sent'])
  await admin.api.outreach.replied({ id: (await mailsOf(answers.id, 'stops')).ids[1]! })
  await expect.poll(async () => (await mailsOf(taken.id, 'stops')).mails.length, patience).toBe(2)
  await admin.api.outreach.takeOver({ id: taken.id, takenOver: true })
  const ended = async ({ id }: { id: string }) => {
    const { stopped, mails: all } = await mailsOf(id, 'stops')
    return [stopped, ...new Set(all.filter(({ status }) => status === 'skipped').map(({ reason }) => reason))]
  }
  expect(await ended(answers)).toEqual(['replied', 'replied'])
  expect(await ended(taken)).toEqual(['person_took_over', 'person_took_over'])
  await expect.poll(async () => (await ended(optsOut))[0], patience).toBe('opted_out')
})

test('a sequence of a phase follows whoever is in it, and ends when they leave it', async () => {
  const { id } = await customer('御在所工業', dayAgo(5))
  const phaseOf = async () => (await admin.api.accounts.get({ id })).facts['phase.key']
  await expect.poll(phaseOf, patience).toBe('onboarding')
  await follow('phase', { what: 'phase', phase: 'onboarding' }, [mail('late', { at: 'begin', days: 30 })], '御在所')
  const planned = async () => (await mailsOf(id, 'phase')).mails.map(({ status }) => status)
  await expect.poll(planned, patience).toEqual(['planned'])
  await admin.api.journey.move({ id, phase: 'adoption', reason: '先に進むため' })
  await expect.poll(async () => (await mailsOf(id, 'phase')).stopped, patience).toBe('left_phase')
  expect((await mailsOf(id, 'phase')).mails).toMatchObject([{ status: 'skipped', reason: 'left_phase' }])
})
