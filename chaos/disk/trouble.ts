import fs from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Drive, openDrive, whyNoDrive } from '../drive/drive.ts'
import { type Acknowledged, losses, miscounts, startWriting } from '../drive/writing.ts'
import { userOf } from '../ingest/kill.ts'
import { type Product, startProduct } from '../ingest/product.ts'
import type { Outcome, Skipped } from '../outcome.ts'
import { seeded } from '../seeded.ts'
import { askAll, isBack, newViews, triedBy, type Wanted } from './asking.ts'
import { fill, isWritable } from './fill.ts'

export type TroubleRun = { points: number; seed: number; say: (text: string) => void }

const driveSize = 3 * 1024 ** 3 // of which a hundred points take 1.7
const backWithin = 60_000 // ms; on a machine whose very first start takes longer than half of that, twice as long as it
const endsWithin = 60_000 // ms for a stop in order
/** `refilled`: whatever is freed on the full disk meanwhile is taken, too. */
const kinds = ['full', 'errors', 'refilled', 'read-only'] as const
type Kind = (typeof kinds)[number]

/**
 * A disk with both stores on it is filled to its brim, answers with errors, or turns read-only, at random moments while
 * events come in and accounts are made. Nothing that was acknowledged may be missing in the end or count twice; every
 * request is answered in time, and what is refused is told; on a full disk people sign in and remove things. Once the disk
 * is well again the product must work by itself; a file system that is read-only for good has to be mounted anew, for
 * which the product must end in order. Throws where the check does not see what was planted for it.
 */
export async function diskTroubles({ points, seed, say }: TroubleRun): Promise<Outcome | Skipped> {
  const skipped = whyNoDrive()
  if (skipped !== null) return { skipped }
  const directory = await mkdtemp(path.join(os.tmpdir(), 'banso-disk-'))
  await using opened = new AsyncDisposableStack()
  opened.defer(() => rm(directory, { recursive: true, force: true }))
  const random = seeded(seed)
  const drive = await openDrive(directory, driveSize)
  opened.defer(drive.stop)
  const begun = performance.now()
  const product = await startProduct(drive.place)
  const patience = Math.round(Math.max(backWithin, 2 * (performance.now() - begun)))
  opened.defer(() => endOf(product))
  const writing = startWriting(product, seed)
  opened.defer(writing.stop)
  const violations: string[] = []
  let slowest = 0
  for (let point = 1; point <= points; point++) {
    await wait(500 + random() * 1500)
    const kind = kinds[(point - 1) % kinds.length]!
    const views = await newViews(product, 20)
    const { found, over } = await troubles[kind]({ drive, product, random, seed: seed + point, views })
    const back = await backAfter(product, over, patience)
    slowest = Math.max(slowest, back)
    if (back > patience) found.push(`not back within ${patience} ms`)
    say(`${point}, ${kind}: back ${back} ms after it was over${found.length > 0 ? `: ${found.join('; ')}` : ''}`)
    violations.push(...found.map((each) => `${point}, ${kind}: ${each}`))
    if (!product.isAlive()) break
  }
  await writing.stop()
  const found = await wrongIn(product, writing.acknowledged)
  await seesWhatIsPlanted(product, writing.acknowledged, found)
  return {
    cases: points,
    violations: [...violations, ...found, ...writing.odd],
    told: { slowest_back_ms: slowest, patience_ms: patience },
  }
}

async function wrongIn(product: Product, acknowledged: Acknowledged): Promise<string[]> {
  const [seen, { byUser }] = [await product.look(), await product.count()]
  delete byUser[triedBy]
  return [...losses(acknowledged, seen), ...miscounts(seen, byUser, userOf)]
}

async function seesWhatIsPlanted(product: Product, acknowledged: Acknowledged, found: readonly string[]) {
  const neverSent = { ...acknowledged, requests: new Set([...acknowledged.requests, 1e9]) }
  if ((await wrongIn(product, neverSent)).length === found.length)
    throw new Error('a request that was acknowledged and not kept went unseen: the check checks nothing')
  await product.plant()
  if ((await wrongIn(product, acknowledged)).length === found.length)
    throw new Error('an event counted twice on purpose went unseen: the check checks nothing')
}

type Trouble = { drive: Drive; product: Product; random: () => number; seed: number; views: string[] }
/** What was wrong meanwhile, and when the disk was well again. */
type Told = { found: string[]; over: number }

const troubles: Record<Kind, (trouble: Trouble) => Promise<Told>> = {
  full: (trouble) => filled(trouble, 'usable'),
  refilled: (trouble) => filled(trouble, 'told'),
  errors: async ({ drive, product, random, seed, views }) => {
    await drive.fail(0.1 + random() * 0.9, seed)
    const found = await askMeanwhile(product, views, 'told', 500 + random() * 2500)
    await drive.heal()
    const over = performance.now()
    if (isWritable(drive.place)) return { found, over }
    return mountedAnew(drive, product, found)
  },
  'read-only': async ({ drive, product, random, views }) => {
    await drive.breakFileSystem()
    const found = await askMeanwhile(product, views, 'told', 500 + random() * 2500)
    return mountedAnew(drive, product, found)
  },
}

/** The disk is filled; where people need not be able to use it, what is freed on it is taken again and again. */
async function filled({ drive, product, random, views }: Trouble, wanted: Wanted): Promise<Told> {
  const ballast = path.join(drive.place, 'ballast')
  await fill(ballast)
  await wait(1500) // a look at the disk every second finds it
  const ending = new AbortController()
  const refilling = (async () => {
    if (wanted === 'usable') return
    while (!ending.signal.aborted) {
      await fill(ballast)
      await wait(500, undefined, { signal: ending.signal }).catch(() => {})
    }
  })()
  const found = await askMeanwhile(product, views, wanted, 2000 + random() * 3000)
  ending.abort()
  await refilling
  fs.rmSync(ballast, { force: true })
  return { found, over: performance.now() }
}

/** Asks again and again, for so many ms at least; each complaint once. */
async function askMeanwhile(product: Product, views: string[], wanted: Wanted, ms: number): Promise<string[]> {
  const begun = performance.now()
  const found: string[] = []
  do {
    if (!product.isAlive()) return ['the server ended by itself']
    found.push(...(await askAll(product, views.pop(), wanted)))
    await wait(100)
  } while (performance.now() - begun < ms)
  return found.slice(0, 8)
}

/** What an operator does whose file system turned read-only: Banso is stopped, the disk checked and mounted again. */
async function mountedAnew(drive: Drive, product: Product, found: string[]): Promise<Told> {
  const begun = performance.now()
  await product.stop().catch(() => {}) // it may have ended by itself
  const ended = Math.round(performance.now() - begun)
  if (product.isAlive()) found.push('it does not end when it is told to')
  else if (ended > endsWithin) found.push(`it ended after ${ended} ms`)
  await product.halt()
  await drive.remount()
  const over = performance.now()
  try {
    await product.kill('server')
  } catch (error) {
    found.push(`it did not start again: ${String(error)}`)
  }
  return { found, over }
}

/** ms from when the disk was well again until everything works; beyond patience where it does not. */
async function backAfter(product: Product, over: number, patience: number): Promise<number> {
  const since = () => Math.round(performance.now() - over)
  while (product.isAlive() && since() < patience * 1.5) {
    if (await isBack(product)) return since()
    await wait(250)
  }
  return Math.max(since(), patience + 1)
}

async function endOf(product: Product): Promise<void> {
  await product.stop().catch(() => {})
  await product.halt()
}
