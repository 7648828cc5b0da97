import { expect, test } from 'vitest'
import { depthAtMost, isOverwhelming, partsAtMost } from './jsonShape.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

test('a body may be as deep as it says, and no deeper', async () => {
  expect(await isOverwhelming(bytes(nested(depthAtMost)))).toBe(false)
  expect(await isOverwhelming(bytes(nested(depthAtMost + 1)))).toBe(true)
  expect(await isOverwhelming(bytes('{"a":'.repeat(depthAtMost + 1)))).toBe(true)
})

test('a body may have as many parts as it says, and no more', async () => {
  expect(await isOverwhelming(bytes(`[${'1,'.repeat(partsAtMost - 1)}1]`))).toBe(false)
  expect(await isOverwhelming(bytes(`[${'[],'.repeat(partsAtMost / 2)}1]`))).toBe(true)
})

test('what stands in a text counts for nothing, however the text is written', async () => {
  const text = JSON.stringify({ text: `${'['.repeat(9000)}"\\${'{'.repeat(9000)}\\"` })
  expect(await isOverwhelming(bytes(text))).toBe(false)
  expect(await isOverwhelming(bytes(`{"a":"\\\\","b":${nested(depthAtMost)}}`))).toBe(true)
})

test('a text that a slice cuts in two is still a text', async () => {
  const long = `["${'x'.repeat((1 << 20) - 3)}\\"${'['.repeat(9000)}"]`
  expect(await isOverwhelming(bytes(long))).toBe(false)
})
