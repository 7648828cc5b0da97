import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { callsOf } from '../call.ts'
import { seeded } from '../seeded.ts'
import type { Reached } from './customers.ts'
import { differences, ended, lateness, leave, type MailRun } from './kill.ts'
import type { Outcome } from '../outcome.ts'
import { type MailingProduct, startMailing } from './product.ts'
import type { MailState } from './server.ts'
import { openSink, type Taken } from './sink.ts'

/** What the product and the mail server know in the end. */
type End = {
  contacts: number
  states: readonly MailState[]
  reached: readonly Reached[]
  taken: readonly Taken[]
  gone: ReadonlyMap<string, number>
  optedOut: ReadonlySet<string>
}

/**
 * A broadcast that somebody sends as they do on the page is made, judged and sent by a process that is killed with -9 under
 * it, from the first moment on, while people unsubscribe. In the end each contact was written to once at most, nobody was
 * lost on the way, what nobody can know is listed, and who wanted no mail has none. Throws where the check sees neither a
 * state that is written down too late nor a contact that was passed over.
 */
export async function broadcastKill(run: MailRun): Promise<Outcome> {
  const planted = await send({ ...run, mails: 600, kills: 4, leaving: 0, say: () => {} }, true)
  const seen = wrongIn(planted)
  if (!seen.some((violation) => violation.includes('times')))
    throw new Error('a state that was written after handing over went unseen: the check checks nothing')
  const [passedOver, ...others] = planted.reached
  const lacking = { ...planted, reached: [{ ...passedOver!, id: '', status: 'none' }, ...others] }
  if (wrongIn(lacking).length <= seen.length)
    throw new Error('a contact that was passed over went unseen: the check checks nothing')
  run.say(`the planted faults were seen: ${seen.length} violations, such as: ${seen[0]}`)
  const end = await send(run, false)
  return { cases: run.mails + run.kills + run.leaving, violations: wrongIn(end) }
}

async function send({ mails: contacts, kills, leaving, seed, say }: MailRun, fault: boolean): Promise<End> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'banso-chaos-'))
  const random = seeded(seed)
  const sink = await openSink(random)
  const product = await startMailing(directory, fault)
  try {
    // A multiple of 7: whoever has the same number has the same domain.
    const addresses = 7 * Math.ceil(contacts / 56)
    const cookie = await product.fill(contacts, addresses, sink.port)
    const optedOut = new Set(Array.from({ length: Math.ceil(addresses / 50) }, (_, i) => addressOf(i * 50)))
    const begun = Date.now()
    await order(product, cookie, [...optedOut])
    const early = Math.ceil(kills / 3)
    let whileMaking = 0
    for (let i = 0; i < early; i++) {
      await wait(random() * 500)
      await product.kill()
      if ((await product.reached()).some(({ status }) => status === 'none')) whileMaking++
    }
    say(`${whileMaking} of ${early} kills fell while the mails were still being made`)
    const later = Array.from({ length: kills - early }, (_, i) =>
      Math.floor(((i + random()) / (kills - early)) * contacts * 0.85),
    )
    const killing = (async () => {
      for (const at of later) {
        await tookIn(sink.taken, at)
        say(`after ${sink.taken.length} mails: kill -9`)
        await product.kill()
      }
    })()
    const moments = Array.from({ length: leaving }, (_, i) => Math.floor(((i + random()) / leaving) * contacts * 0.7))
    const left = leave(product, sink.taken, moments)
    await killing
    const gone = await left
    await decided(product)
    const states = await ended(product)
    const reached = await product.reached()
    say(`${sink.taken.length} mails were taken in within ${Math.round((Date.now() - begun) / 1000)} s`)
    const late = [...gone].map(([to, at]) => lateness(sink.taken, to, at))
    if (gone.size > 0) say(`${gone.size} unsubscribed; the last mail after that came ${Math.max(...late)} ms later`)
    const held = states.filter(({ status }) => status === 'held')
    const doubted = states.filter((state) => state.doubted)
    say(`in doubt: ${doubted.length}; held for those who want none: ${held.length}`)
    return { contacts, states, reached, taken: sink.taken, gone, optedOut }
  } finally {
    await product.stop()
    await sink.stop()
    await rm(directory, { recursive: true, force: true })
  }
}

/** Waits until so many mails were taken in; throws where none comes any more. */
async function tookIn(mails: readonly Taken[], count: number): Promise<void> {
  for (let [seen, since] = [0, Date.now()]; mails.length < count; await wait(2)) {
    if (mails.length > seen) [seen, since] = [mails.length, Date.now()]
    if (Date.now() - since > 90_000) throw new Error(`after ${mails.length} mails no more came`)
  }
}

const addressOf = (n: number) => `person${n}@example${n % 7}.co.jp`

/** Writes the broadcast and sends it, as the page does; some people want no mail of anything from the beginning. */
async function order(product: MailingProduct, cookie: string, optedOut: readonly string[]): Promise<void> {
  const call = callsOf(product, cookie)
  for (const to of optedOut) await call('POST', '/mail/suppressions', { address: to, purpose: '*' })
  const body = {
    ja: '{{ contact.addressee }}\n\nいつもお世話になっております。\n',
    en: 'Dear {{ contact.name }},\n\nThank you for your time.\n',
  }
  const subject = { ja: '{{ account.name }}さまへのお知らせ', en: 'News for {{ account.name }}' }
  const words = { name: { ja: 'お知らせ', en: 'News' }, aim: { ja: '', en: '' }, subject, body }
  await call('PUT', '/outreach/templates/chaos', { version: 0, note: '', draft: words })
  const made = await call<{ id: string; version: number }>('POST', '/outreach/broadcasts', {
    name: 'お知らせ',
    template: 'chaos',
    condition: '',
    roles: ['promoter'],
    window: { from: 0, to: 24, weekdays: false },
    waitDays: 3,
    subjectB: null,
    senderId: null,
    sendAt: null,
  })
  await call('PUT', `/outreach/broadcasts/${made.id}/status`, { version: made.version, move: 'schedule' })
}

/** Waits until every contact's mail is decided on. */
async function decided(product: MailingProduct): Promise<Reached[]> {
  for (;;) {
    const reached = await product.reached()
    if (!reached.some(({ status }) => status === 'none' || status === 'planned')) return reached
    await wait(500)
  }
}

/** What became of it in the broadcast, by what became of it in the outbox. */
const saidOf: Record<string, string> = { sent: 'sent', held: 'skipped', in_doubt: 'failed' }

function wrongIn({ contacts, states, reached, taken, gone, optedOut }: End): string[] {
  const unwilling = new Map([...[...optedOut].map((to): [string, number] => [to, 0]), ...gone])
  const told = reached.flatMap(({ id, contact, status, reason, mail }) => {
    if (id === '') return [`contact ${contact} was passed over`]
    if (mail === null) return [`contact ${contact} got no mail: ${status} ${reason}`]
    return status === saidOf[mail] ? [] : [`mail ${id} is ${mail}, and the broadcast says ${status}`]
  })
  const unwanted = taken.filter(({ to }) => optedOut.has(to))
  return [
    ...differences(states, taken, unwilling, contacts),
    ...(reached.length === contacts ? [] : [`${reached.length} mails for ${contacts} contacts`]),
    ...told,
    ...unwanted.map(({ to }) => `${to} wanted no mail from the beginning`),
  ]
}
