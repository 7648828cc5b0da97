import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Outcome } from '../outcome.ts'
import { seeded } from '../seeded.ts'
import { type MailingProduct, startMailing } from './product.ts'
import type { MailState } from './server.ts'
import { openSink, type Taken } from './sink.ts'

export type MailRun = { mails: number; kills: number; leaving: number; seed: number; say: (text: string) => void }

/**
 * Sends mails while the process that sends them is killed with -9 under it, and people unsubscribe. In the end each mail of
 * the broadcast was taken in once at most, none is lost, what nobody can know is listed, and who unsubscribed got nothing
 * more a minute later. Throws where the check does not see a product that writes its state down too late.
 */
export async function mailKill(run: MailRun): Promise<Outcome> {
  const planted = await send({ ...run, mails: 600, kills: 4, leaving: 0, say: () => {} }, true)
  if (!planted.some((violation) => violation.includes('times')))
    throw new Error('a state that was written after handing over went unseen: the check checks nothing')
  run.say(`the planted fault was seen: ${planted.length} violations, such as: ${planted[0]}`)
  return { cases: run.mails + run.kills + run.leaving, violations: await send(run, false) }
}

async function send({ mails, kills, leaving, seed, say }: MailRun, fault: boolean): Promise<string[]> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'banso-chaos-'))
  const random = seeded(seed)
  const sink = await openSink(random)
  const product = await startMailing(directory, fault)
  try {
    const begun = Date.now()
    await product.queue(mails, Math.ceil(mails / 40), sink.port)
    const moment = (i: number, of: number) => Math.floor(((i + random()) / of) * mails * 0.9)
    const killing = (async () => {
      for (const at of Array.from({ length: kills }, (_, i) => moment(i, kills))) {
        while (sink.taken.length < at) await wait(2)
        say(`after ${sink.taken.length} mails: kill -9`)
        await product.kill()
      }
    })()
    const left = leave(
      product,
      sink.taken,
      Array.from({ length: leaving }, (_, i) => moment(i, leaving)),
    )
    await killing
    const gone = await left
    const states = await ended(product)
    say(`${sink.taken.length} mails were taken in within ${Math.round((Date.now() - begun) / 1000)} s`)
    const late = [...gone].map(([to, at]) => lateness(sink.taken, to, at))
    if (gone.size > 0) say(`${gone.size} unsubscribed; the last mail after that came ${Math.max(...late)} ms later`)
    const doubted = states.filter((state) => state.doubted)
    const arrived = new Set(sink.taken.map(({ id }) => id))
    say(`in doubt: ${doubted.length}, of which ${doubted.filter(({ id }) => arrived.has(id)).length} had arrived`)
    return differences(states, sink.taken, gone, mails)
  } finally {
    await product.stop()
    await sink.stop()
    await rm(directory, { recursive: true, force: true })
  }
}

/** The two ways out of a mail: the one click of a mail program (RFC 8058), and the button of the page that its link opens. */
const waysOut = [{ 'List-Unsubscribe': 'One-Click' }, { change: 'off', purpose: 'broadcast' }] as const

/**
 * Unsubscribes somebody, by the link of a mail they have, each time so many were taken in; by one way and the other in
 * turns. Answers who, and since when.
 */
export async function leave(
  product: MailingProduct,
  taken: readonly Taken[],
  moments: readonly number[],
): Promise<Map<string, number>> {
  const gone = new Map<string, number>()
  for (const [i, at] of moments.entries()) {
    while (taken.length < at + 1) await wait(2)
    const mail = taken.findLast((one) => one.unsubscribe !== null && !gone.has(one.to))
    if (!mail) continue
    for (;;) {
      const { address } = await product.at()
      const answer = await fetch(`${address}${mail.unsubscribe}`, {
        method: 'POST',
        body: new URLSearchParams(waysOut[i % waysOut.length]),
      }).catch(() => null) // it is being started: a mail program tries again as well
      if (answer?.ok) break
      await wait(50)
    }
    gone.set(mail.to, Date.now())
  }
  return gone
}

/** Waits until nothing waits any more. */
export async function ended(product: MailingProduct): Promise<MailState[]> {
  for (;;) {
    const states = await product.look()
    if (!states.some(({ status }) => status === 'queued' || status === 'leased' || status === 'handing')) return states
    await wait(500)
  }
}

export const lateness = (taken: readonly Taken[], to: string, since: number) =>
  Math.max(0, ...taken.filter((one) => one.to === to).map((one) => one.at - since))

/** What is wrong with mails, given what the server took in and who unsubscribed when. */
export function differences(
  states: readonly MailState[],
  taken: readonly Taken[],
  gone: ReadonlyMap<string, number>,
  mails: number,
): string[] {
  const times = new Map<string, number>()
  for (const { id } of taken) times.set(id, (times.get(id) ?? 0) + 1)
  const wrong = states.flatMap(({ id, address, kind, status, doubted }) => {
    const came = times.get(id) ?? 0
    // A transactional mail in doubt is sent again on purpose; that it may have come twice is listed.
    if (came > 1 && !(kind === 'transactional' && doubted)) return [`${kind} ${id} was taken in ${came} times`]
    if (came === 0 && status === 'sent') return [`${kind} ${id} is said to be sent and never arrived`]
    if (came === 0 && status === 'held' && !gone.has(address)) return [`${kind} ${id} was held for nobody's sake`]
    if (status === 'in_doubt' && !doubted) return [`${id} is in doubt and not listed`]
    return ['sent', 'held', 'in_doubt'].includes(status) ? [] : [`${kind} ${id} ended as ${status}`]
  })
  const late = [...gone].filter(([to, at]) => lateness(taken, to, at) > 60_000)
  return [
    ...(states.length === mails ? [] : [`${states.length} of ${mails} mails are there`]),
    ...wrong,
    ...late.map(([to]) => `${to} got mail a minute after unsubscribing`),
  ]
}
