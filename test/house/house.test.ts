import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { missingIn } from '../../tools/lock.mjs'
import { cycles } from './cycles.ts'
import { refusal } from './layers.ts'
import { importsOf, readSources, root } from './sources.ts'

const sources = readSources()
const lines = (text: string) => text.trimEnd().split('\n').length

/** Files longer than 300 lines, each with the reason why it is still one thing. */
const long: Record<string, string> = {}

test('everybody looks only where they may', () => {
  const wrong = sources.flatMap(({ place, imports }) =>
    imports.flatMap(({ target }) => {
      const why = refusal(place, target)
      return why ? [`${place} → ${target}: ${why}`] : []
    }),
  )
  expect(wrong).toEqual([])
})

test('a wrong direction would be noticed', () => {
  const [found] = importsOf('kernel/day.ts', `import { x } from '#platform/http/host.ts'`)
  expect(refusal('kernel/day.ts', found!.target)).toBe('kernel knows no platform')
  expect(refusal('capabilities/usage/server/facts.ts', 'capabilities/cockpit/server/index.ts')).toContain('looks up')
  expect(refusal('capabilities/health/server/facts.ts', 'capabilities/usage/server/rows.ts')).toContain('index.ts')
  expect(refusal('capabilities/health/web/page.tsx', 'capabilities/health/server/index.ts')).toContain('no server')
  expect(refusal('platform/http/host.ts', 'capabilities/access/contract.ts')).toContain('no contract')
})

test('nothing imports itself in a circle', () => {
  expect(cycles(sources)).toEqual([])
})

test('files are short, or say why not', () => {
  const tooLong = sources.filter(({ place, text }) => lines(text) > 300 && !long[place]).map(({ place }) => place)
  expect(tooLong).toEqual([])
  expect(sources.filter(({ place, text }) => place.startsWith('tools/') && lines(text) > 150)).toEqual([])
})

test('imports climb one folder at most', () => {
  const climbing = sources.filter(({ place, imports }) =>
    imports.some(({ written }) => written.startsWith('../../') && !place.startsWith('test/house/')),
  )
  expect(climbing.map(({ place }) => place)).toEqual([])
})

test('whoever reads use leaves withdrawn rows out', () => {
  const read = /\b(?:usage_days|events|\$\{table\}) final\b(?!\s+where gone = 0\b)/
  const sql = sources.filter(({ place }) => !place.startsWith('platform/') && !place.endsWith('.test.ts'))
  expect(sql.filter(({ text }) => read.test(text)).map(({ place }) => place)).toEqual([])
})

test('the day of an instant is told in a time zone', () => {
  // In UTC it is another one than in the workspace for nine hours of each day in Japan.
  const ofUtc = /toISOString\(\)\.slice\(0, 10\)|_at::date/
  const exact = ['kernel/day.test.ts', 'capabilities/connect/core/dates.test.ts']
  const found = sources.filter(({ place, text }) => ofUtc.test(text) && !exact.includes(place))
  expect(found.map(({ place }) => place)).toEqual(['test/house/house.test.ts'])
})

test('there are no default exports, enums or catch-all folders', () => {
  const found = sources.filter(
    ({ place, text }) =>
      /^export default /m.test(text) ||
      /^(export )?(const )?enum /m.test(text) ||
      /(^|\/)(utils?|helpers?|common|managers?)(\/|\.ts)/.test(place),
  )
  expect(found.map(({ place }) => place)).toEqual([])
})

test('every migration says in its first line why it is there', () => {
  const migrations = ['capabilities', 'platform'].flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /tables(\.[\w-]+)*\.sql$/.test(name))
      .map((name) => path.join(folder, name)),
  )
  expect(migrations.length).toBeGreaterThan(5)
  const silent = migrations.filter((place) => !/^-- \w/.test(fs.readFileSync(path.join(root, place), 'utf8')))
  expect(silent).toEqual([])
})

test('the lock file is complete, and names no registry', () => {
  const lock = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'))
  expect(missingIn(lock.packages)).toEqual([])
  const entries = Object.values(lock.packages as Record<string, object>)
  expect(entries.filter((entry) => 'resolved' in entry && !('link' in entry))).toEqual([])
})
