import { describe, expect, test } from 'vitest'
import { buildEvent } from '#test/build/events.ts'
import { contentText, type Props } from './event.ts'
import { readProps } from './props.ts'

const json = (text: string) => JSON.parse(text) as unknown
const read = (value: unknown) => readProps(value, 'properties')

describe('properties', () => {
  test('that any store takes stay as they are', () => {
    const props = { plan: 'pro', seats: [1, { free: true }], none: null }
    expect(read(props)).toEqual({ props })
    expect(read(undefined)).toEqual({ props: {} })
  })

  test('lose what no store takes: NUL characters, halves of pairs, empty keys', () => {
    expect(read({ a: 'x\0y', 'b\0': ['\ud800z'], '': 1 })).toEqual({ props: { a: 'xy', b: ['\ufffdz'] } })
  })

  test('with a key like the prototype of objects keep it as a key', () => {
    const { props } = read(json('{"__proto__": {"a": "x\\u0000"}}')) as { props: object }
    expect(JSON.stringify(props)).toBe('{"__proto__":{"a":"x"}}')
    expect(Object.getPrototypeOf(props)).toBe(Object.prototype)
  })

  test('are refused where they are none, too large, or too deep', () => {
    const refused = (value: unknown) => (read(value) as { refusal?: { rule: string } }).refusal?.rule
    expect(refused([1])).toBe('not_an_object')
    expect(refused({ a: 'x'.repeat(33_000) })).toBe('too_large')
    expect(refused({ a: Array.from({ length: 20_000 }, () => 0) })).toBe('too_large')
    expect(refused(Object.fromEntries(Array.from({ length: 301 }, (_, i) => [i, i])))).toBe('too_large')
    expect(refused(json('{"a":'.repeat(13) + '1' + '}'.repeat(13)))).toBe('too_deep')
  })
})

describe('what an event says', () => {
  const says = (text: string) => contentText(buildEvent({ props: json(text) as Props }), null)

  test('is the same in whatever order its properties come', () => {
    expect(says('{"b":{"d":1,"c":[{"y":1,"x":2}]},"a":1}')).toBe(says('{"a":1,"b":{"c":[{"x":2,"y":1}],"d":1}}'))
  })

  test('is another with any other value', () => {
    expect(says('{"a":1}')).not.toBe(says('{"a":"1"}'))
    expect(says('{"b":{"__proto__":{"a":1}}}')).not.toBe(says('{"b":{"__proto__":{"a":2}}}'))
  })
})
