import fs from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { mountImage, openDrive, releaseImage, whyNoDrive } from '../drive/drive.ts'
import { type Acknowledged, copyOf, losses, miscounts, startWriting } from '../drive/writing.ts'
import { userOf } from '../ingest/kill.ts'
import { type Product, startProduct } from '../ingest/product.ts'
import type { Outcome, Skipped } from '../outcome.ts'
import { seeded } from '../seeded.ts'
import { damageEvents } from './damage.ts'

export type CutRun = { cuts: number; seed: number; say: (text: string) => void }

const driveSize = 4 * 1024 ** 3
const readyWithin = 30_000 // ms; on a machine whose very first start takes longer than half of that, twice as long as it

/**
 * The power of a disk with both stores on it is cut at random moments while events come in and accounts are made. On what
 * the disk held the product must start by itself, with everything that was acknowledged by then, each event once and
 * counted once. After the last cut the files of the event store are damaged on top. Throws where the check does not see
 * what is lost when PostgreSQL does not wait for the disk.
 */
export async function powerCuts({ cuts, seed, say }: CutRun): Promise<Outcome | Skipped> {
  const skipped = whyNoDrive()
  if (skipped !== null) return { skipped }
  const directory = await mkdtemp(path.join(os.tmpdir(), 'banso-power-'))
  try {
    if (!(await losesCareless(directory, { seed, say })))
      throw new Error('PostgreSQL did not wait for the disk, and nothing was seen to be lost')
    const violations = await cutOf(path.join(directory, 'cut'), { cuts, seed, say, careless: false })
    return { cases: cuts, violations }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Whether a power cut tells a PostgreSQL that does not wait for the disk; the reason where no power can be cut here. */
export async function seesCareless(run: Omit<CutRun, 'cuts'>): Promise<boolean | Skipped> {
  const skipped = whyNoDrive()
  if (skipped !== null) return { skipped }
  const directory = await mkdtemp(path.join(os.tmpdir(), 'banso-power-'))
  try {
    return await losesCareless(directory, run)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function losesCareless(directory: string, run: Omit<CutRun, 'cuts'>): Promise<boolean> {
  return (await cutOf(path.join(directory, 'careless'), { ...run, cuts: 1, careless: true })).length > 0
}

/** `careless`: PostgreSQL acknowledges without waiting for the disk, as it would be set up wrongly. */
type Run = CutRun & { careless: boolean }

async function cutOf(directory: string, { cuts, seed, say, careless }: Run): Promise<string[]> {
  fs.mkdirSync(directory)
  const random = seeded(seed)
  await using opened = new AsyncDisposableStack()
  const drive = await openDrive(directory, driveSize)
  opened.defer(drive.stop)
  const begun = performance.now()
  const product = await startProduct(drive.place)
  opened.defer(product.stop)
  const patience = Math.max(readyWithin, 2 * (performance.now() - begun))
  if (careless) waitForNothing(drive.place)
  const writing = startWriting(product, seed)
  opened.defer(writing.stop)
  const violations: string[] = []
  for (let cut = 1; cut <= cuts; cut++) {
    await wait(careless ? 3000 : 300 + random() * 2200)
    const acknowledged = copyOf(writing.acknowledged)
    const image = path.join(directory, 'cut.img')
    const share = careless ? 0 : [0, 0.5, 1][Math.floor(random() * 3)]!
    const after = 1 + Math.floor(random() * 40)
    const { cached, through } = await drive.cut({ to: image, share, seed: seed + cut, after })
    await writing.pause()
    const damage = !careless && cut === cuts
    const { found, ready } = await startedOn(image, path.join(directory, 'after'), { acknowledged, damage, patience })
    say(
      `cut ${cut}: ${acknowledged.requests.size} requests, ${acknowledged.accounts.size} accounts, ${through} of ${cached} blocks in its cache got through; ready in ${ready} ms${damage ? ', event store damaged' : ''}${found.length > 0 ? `: ${found[0]}` : ''}`,
    )
    violations.push(...found.map((each) => `cut ${cut}: ${each}`))
    writing.resume()
  }
  return [...violations, ...writing.odd]
}

type Given = { acknowledged: Acknowledged; damage: boolean; patience: number }

/** What is wrong with the product on a disk as a power cut left it. */
async function startedOn(image: string, place: string, { acknowledged, damage, patience }: Given) {
  await mountImage(image, place)
  let product: Product | undefined
  try {
    const damaged = damage ? damageEvents(place) : null
    const begun = performance.now()
    product = await startProduct(place)
    const ready = Math.round(performance.now() - begun)
    const [seen, { byUser }] = [await product.look(), await product.count()]
    const found = [
      ...(ready > patience ? [`ready after ${ready} ms`] : []),
      ...losses(acknowledged, seen),
      ...miscounts(seen, byUser, userOf),
      ...(damaged && !putAside(place) ? [`${damaged} was damaged, and nothing was put aside`] : []),
    ]
    return { found, ready }
  } catch (error) {
    return { found: [`it did not start: ${String(error)}`], ready: 0 }
  } finally {
    await product?.stop()
    await releaseImage(place)
    await rm(image, { force: true })
  }
}

const putAside = (place: string) => fs.readdirSync(place).some((name) => name.startsWith('events.broken-'))

function waitForNothing(place: string): void {
  const directory = path.join(place, 'postgres')
  fs.appendFileSync(path.join(directory, 'postgresql.auto.conf'), '\nfsync = off\n', { flush: true })
  const [pid] = fs.readFileSync(path.join(directory, 'postmaster.pid'), 'utf8').split('\n')
  process.kill(Number(pid), 'SIGHUP')
}
