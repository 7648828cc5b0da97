import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from './sources.ts'

const folder = path.join(root, 'docs/security')
const read = (place: string) => fs.readFileSync(place, 'utf8')
const chapters = fs.readdirSync(folder).filter((name) => /^v\d\d-/.test(name))
const states = ['test', 'code', 'decided', 'n/a', 'open'] as const

type Row = { id: string; level: string; stands: string; how: string }
const rowsOf = (text: string): Row[] =>
  Array.from(
    text.matchAll(/^\| (?<id>\d+\.\d+\.\d+) \| (?<level>\S+) \| [^|]+ \| (?<stands>[^|]+) \| (?<how>[^|]+) \|$/gm),
    ({ groups }) => groups as Row,
  )
const pathsIn = (text: string) =>
  Array.from(text.matchAll(/`([\w.@-]+(?:\/[\w.@-]+)*\.(?:tsx?|sql|md|json|service))`/g), (match) => match[1]!)
const rows = chapters.flatMap((name) => rowsOf(read(path.join(folder, name))))

test('every requirement of ASVS 5.0.0 of level 1 and 2 stands there once, in its chapter', () => {
  const lines = chapters.flatMap((name) => read(path.join(folder, name)).match(/^\| \d.*$/gm) ?? [])
  expect(lines).toHaveLength(rows.length)
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  expect(rows.filter(({ level }) => level === '1')).toHaveLength(70)
  expect(rows.filter(({ level }) => level === '2')).toHaveLength(183)
  for (const name of chapters)
    for (const { id } of rowsOf(read(path.join(folder, name))))
      expect(`v${id.split('.')[0]!.padStart(2, '0')}`).toBe(name.slice(0, 3))
})

test('how it stands is one of five words, and what is held names where', () => {
  const wrong = rows.filter(({ stands, how }) => {
    if (stands === 'test') return !pathsIn(how).some((place) => place.endsWith('.test.ts'))
    return stands === 'code' ? pathsIn(how).length === 0 && how !== 'the same' : !states.includes(stands as 'open')
  })
  expect(wrong).toEqual([])
})

test('every file that is named is there', () => {
  const pages = [path.join(root, 'docs/security.md'), ...fs.readdirSync(folder).map((name) => path.join(folder, name))]
  const gone = pages.flatMap((page) => pathsIn(read(page)).filter((place) => !fs.existsSync(path.join(root, place))))
  expect(gone).toEqual([])
})

test('the sums are those of the rows', () => {
  const sumOf = (some: readonly Row[]) => [
    ...states.map((state) => some.filter(({ stands }) => stands === state).length),
    some.length,
  ]
  const wanted = chapters.map((name) => [name, ...sumOf(rowsOf(read(path.join(folder, name))))].join(' '))
  const summary = read(path.join(root, 'docs/security.md'))
  const told = Array.from(summary.matchAll(/^\| \[V\d+[^|]*\]\(security\/(\S+)\) \|([\d |]+)\|$/gm), ([, name, sums]) =>
    [name, ...sums!.split('|').map((sum) => sum.trim())].join(' '),
  )
  expect(told).toEqual(wanted)
  expect(/^\| \*\*All\*\* \|([\d |]+)\|$/m.exec(summary)?.[1]?.split('|').map(Number)).toEqual(sumOf(rows))
})

test('what is open is told on the first page too', () => {
  const [, open = ''] = read(path.join(root, 'docs/security.md')).split('## Open')
  const ids = rows.filter(({ stands }) => stands === 'open').map(({ id }) => id)
  expect((open.match(/\b\d+\.\d+\.\d+\b/g) ?? []).toSorted()).toEqual(ids.toSorted())
})
