import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from '#test/house/sources.ts'
import { changes } from './changes.ts'

test.each(changes)('a control still finds its place: $what', ({ file, from, to, seenBy }) => {
  const text = fs.readFileSync(path.join(root, file), 'utf8')
  expect(text.split(from)).toHaveLength(2)
  expect(to).not.toBe(from)
  expect(fs.existsSync(path.join(root, seenBy))).toBe(true)
})

test('what a control must see is among them: policies, scopes, commits, addresses; and one that is quick', () => {
  const told = changes.map(({ what }) => what).join('\n')
  for (const fault of [
    'drop an RLS policy',
    'drop a scope predicate',
    'acknowledge before commit',
    'allow a private address',
  ])
    expect(told).toContain(fault)
  expect(changes.some(({ light }) => light)).toBe(true)
})
