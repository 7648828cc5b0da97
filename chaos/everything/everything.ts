import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Call, signedIn } from '../call.ts'
import { deliver, differences, type KillRun, perRequest } from '../ingest/kill.ts'
import { openSink, type Taken } from '../mail/sink.ts'
import type { Outcome } from '../outcome.ts'
import { seeded } from '../seeded.ts'
import { type Fleet, startFleet, type Victim, victims } from './fleet.ts'
import { watchLeads } from './lead.ts'
import {
  allEnded,
  forgetHandingOver,
  isOf,
  listedInDoubt,
  makeCustomers,
  order,
  prepareMails,
  type Wave,
  wavesFor,
  wrongMails,
} from './mails.ts'

export type EverythingRun = KillRun & { mails: number; waves: number }

const callers = 6
const unhindered = 100 // requests that show how many a second the machine manages; a quarter as many come from then on
const readyWithin = 5000 // ms; on a machine where a process alone takes longer than half of that to start, twice as long as it
const leaderless = 10_000 // ms for which nobody may lead
const slow = 1000 // ms for which the mail server keeps a sender waiting while mails are ahead of the events
const planted: Wave = { number: 999, customers: 40 } // a broadcast: its number is odd

/**
 * Three processes work on the same two stores, as behind a balancer. Events come in to all of them, a quarter as many as the
 * machine manages (one that is full has no time for whoever starts), and step mails and broadcasts go out into a real SMTP
 * server, while one thing after another is killed with -9: a process, the one that leads, the one that projects at this
 * moment, the event store, PostgreSQL. In the end every acknowledged event is there once and counts once, every mail was
 * taken in once or is listed as in doubt, all was ready again soon after each kill, and never did two lead, or nobody for
 * long. Throws where the check sees neither a mail whose state is written down too late nor an event that was counted twice
 * on purpose.
 */
export async function killEverything(run: EverythingRun): Promise<Outcome> {
  const { events, kills, mails, seed, say } = run
  const directory = await mkdtemp(path.join(os.tmpdir(), 'banso-chaos-'))
  const random = seeded(seed)
  await using opened = new AsyncDisposableStack()
  opened.defer(() => rm(directory, { recursive: true, force: true, maxRetries: 20 }))
  const fleet = await startFleet(directory)
  opened.defer(fleet.stop)
  const requests = Math.ceil(events / perRequest)
  const progress = { next: 0, acknowledged: 0, until: 0 }
  const share = () => progress.acknowledged / requests
  const sink = await openSink(random, () => (sink.taken.length / mails > share() && share() < 1 ? slow : 0))
  opened.defer(sink.stop)
  const call = await signedIn(fleet)
  await prepareMails(call, sink.port)
  const waves = wavesFor(mails, run.waves)
  for (const wave of [planted, ...waves]) await makeCustomers(call, fleet.login, wave)
  await seePlantedMail(fleet, call, sink.taken)
  say(`a mail that was handed over twice on purpose was seen; a process starts in ${Math.round(fleet.startsIn)} ms`)

  const odd: string[] = []
  const leads = watchLeads(fleet.login)
  const begun = performance.now()
  let [perMs, dueAt] = [Number.POSITIVE_INFINITY, 0]
  const itsTurn = () => {
    dueAt = Math.max(dueAt + 1 / perMs, performance.now())
    return wait(dueAt - performance.now())
  }
  const send = async () => {
    while (progress.next < requests) {
      if (progress.next >= progress.until) {
        await wait(5)
        continue
      }
      await itsTurn()
      if (progress.next >= requests) return
      const told = await deliver(fleet, progress.next++, seed)
      if (told !== perRequest) odd.push(`a request of ${perRequest} events was acknowledged as ${told}`)
      progress.acknowledged++
      if (progress.acknowledged === unhindered) perMs = unhindered / 4 / (performance.now() - begun)
    }
  }
  const within = Math.max(readyWithin, 2 * fleet.startsIn)
  const took: number[] = []
  const killing = (async () => {
    const plan = planOf(run, random)
    for (const [i, { after, wave, victim, pause }] of plan.entries()) {
      // However slow the machine: events come in before, during and after each kill, and the next does not come too late.
      progress.until = (plan[i + 2]?.after ?? 1) * requests
      while (progress.acknowledged < after * requests) await wait(5)
      if (wave) await order(call, wave)
      await wait(pause)
      const ms = await fleet.kill(victim, random())
      took.push(ms)
      say(
        `after ${progress.acknowledged * perRequest} events and ${sink.taken.length} mails${wave ? `, wave ${wave.number} just ordered` : ''}: kill -9 ${victim}, ready after ${Math.round(ms)} ms`,
      )
      if (ms > within) odd.push(`ready ${Math.round(ms)} ms after the ${victim} was killed`)
    }
  })()
  await Promise.all([...Array.from({ length: callers }, send), killing])
  const { most, longest } = await leads.stop()
  if (most !== 1) odd.push(`${most} processes led at once`)
  if (longest > leaderless) odd.push(`nobody led for ${Math.round(longest / 1000)} s`)
  await allEnded(fleet.login, [planted, ...waves], sink.taken)
  const inDoubt = await listedInDoubt(call)
  const wrong = wrongMails(waves, sink.taken, inDoubt)
  const found = differences(await fleet.products[0]!.count(), requests)
  await fleet.products[0]!.plant()
  if (differences(await fleet.products[0]!.count(), requests).length === found.length)
    throw new Error('an event counted twice on purpose went unseen: the check checks nothing')
  const arrived = new Set(sink.taken.map(({ to, subject }) => `${to}: ${subject}`))
  return {
    cases: requests * perRequest + kills + mails,
    violations: [...odd, ...found, ...wrong],
    told: {
      ready_ms: distributionOf(took),
      leaderless_ms: Math.round(longest),
      in_doubt: inDoubt.size,
      of_these_arrived: [...inDoubt].filter((mail) => arrived.has(mail)).length,
    },
  }
}

type Kill = { after: number; wave: Wave | null; victim: Victim; pause: number }

/** When whom: the leader shortly after each wave of mails was ordered, while they are made, and all others in turn. */
function planOf({ kills, mails, waves, seed }: EverythingRun, random: () => number): Kill[] {
  const all = wavesFor(mails, waves)
  const orders = new Map(all.map((wave) => [Math.floor(((wave.number + 0.3) / waves) * kills), wave]))
  let turn = seed
  return Array.from({ length: kills }, (_, i) => {
    const wave = orders.get(i) ?? null
    const victim = wave ? 'leader' : victims[turn++ % victims.length]!
    return { after: ((i + random()) / kills) * 0.9, wave, victim, pause: wave ? random() * 500 : 0 }
  })
}

/** Throws where mails that go out again, for it was not written down that they were being handed over, are not seen. */
async function seePlantedMail(fleet: Fleet, call: Call, taken: Taken[]): Promise<void> {
  await order(call, planted)
  const own = () => taken.filter((mail) => isOf(planted, mail))
  for (const last = Date.now() + 60_000; own().length === 0; await wait(10))
    if (Date.now() > last) throw new Error('the mails of the planted fault do not go out')
  await forgetHandingOver(fleet.login)
  await allEnded(fleet.login, [planted], taken)
  const seen = wrongMails([planted], own(), await listedInDoubt(call))
  if (!seen.some((violation) => violation.includes('times')))
    throw new Error('a mail that was handed over twice on purpose went unseen: the check checks nothing')
}

/** ms at some shares of all, the last one being the longest. */
function distributionOf(all: readonly number[]): Record<string, number> {
  const sorted = all.toSorted((a, b) => a - b)
  const at = (part: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0)
  return { half: at(0.5), p95: at(0.95), longest: at(1) }
}
