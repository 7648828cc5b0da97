import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Outcome } from '../outcome.ts'
import { seesCareless } from '../power/cut.ts'
import { seeded } from '../seeded.ts'
import { ownTree, runTestFiles } from '../tests/run.ts'
import { type Change, changes } from './changes.ts'

// What is made rather than written, and what is not the product.
const leftOut = new Set(['node_modules', '.git', 'data', 'build', 'coverage'])

/**
 * Makes one fault after another in a copy of the product, and sees whether the tests that are there for it find it. They
 * must find nothing in the copy as it is, and a fault must break one of them rather than the file they stand in.
 */
export async function catchChanges(given: {
  quick: boolean
  seed: number
  say: (text: string) => void
}): Promise<Outcome> {
  const { quick, seed, say } = given
  const random = seeded(seed)
  const chosen = changes.map((change) => ({ change, place: random() })).toSorted((a, b) => a.place - b.place)
  const all = chosen.map(({ change }) => change)
  const some = quick ? all.filter(({ light }) => light).slice(0, 1) : all
  const tree = await mkdtemp(path.join(os.tmpdir(), 'banso-chaos-'))
  try {
    await cp(ownTree, tree, { recursive: true, filter: (from) => !leftOut.has(path.relative(ownTree, from)) })
    await symlink(path.join(ownTree, 'node_modules'), path.join(tree, 'node_modules'))
    const before = await runTestFiles(tree, [...new Set(some.map(({ seenBy }) => seenBy))])
    if (before.violations.length > 0)
      throw new Error(`the tests find something where nothing was changed: ${before.violations[0]}`)
    const caught: Record<string, boolean> = {}
    for (const change of some) {
      caught[change.what] = await isCaught(tree, change)
      say(`${change.what}: ${caught[change.what] ? 'caught' : 'NOT caught'} by ${change.seenBy}`)
    }
    const missed = some.filter(({ what }) => !caught[what])
    const violations = missed.map(({ what, seenBy }) => `${what}, and ${seenBy} does not see it`)
    if (quick) return { cases: some.length, violations, told: { caught } }
    const skipping = 'skip an fsync: PostgreSQL acknowledges without waiting for the disk'
    const seen = await seesCareless({ seed, say })
    if (typeof seen !== 'boolean') return { cases: some.length, violations, told: { caught, ...seen } }
    caught[skipping] = seen
    say(`${skipping}: ${seen ? 'caught' : 'NOT caught'} by a power cut`)
    if (!seen) violations.push(`${skipping}, and nothing was missed after a power cut`)
    return { cases: some.length + 1, violations, told: { caught } }
  } finally {
    await rm(tree, { recursive: true, force: true })
  }
}

async function isCaught(tree: string, { file, from, to, seenBy }: Change): Promise<boolean> {
  const place = path.join(tree, file)
  const text = await readFile(place, 'utf8')
  const found = text.split(from).length - 1
  if (found !== 1)
    throw new Error(`${file}: what is to be changed stands there ${found} times instead of once: ${from}`)
  await writeFile(
    place,
    text.replace(from, () => to),
  )
  const { cases, violations } = await runTestFiles(tree, [seenBy])
  await writeFile(place, text)
  return violations.length > 0 && cases > 0
}
