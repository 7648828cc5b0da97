import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Day } from '#kernel/day.ts'
import {
  codeMinutes,
  codeRest,
  codeState,
  codeTries,
  type LinkMove,
  linkState,
  maskedAddress,
  maskedName,
  mayEndOn,
  mayWithLink,
} from './link.ts'

const day = (text: string) => text as Day
const at = (text: string) => new Date(`2026-11-22T${text}Z`)

test('a link opens on its last day and not on the next; revoked it never opens again', () => {
  const link = { expiresOn: day('2026-11-22'), revoked: false }
  expect(linkState(link, day('2026-11-22'))).toBe('live')
  expect(linkState(link, day('2026-11-23'))).toBe('expired')
  expect(linkState({ ...link, revoked: true }, day('2026-11-01'))).toBe('revoked')
})

test.each<[LinkMove, string]>([
  ['open', 'live'],
  ['send', 'live'],
  ['makeCode', 'live'],
  ['copy', 'live'],
  ['prolong', 'live expired'],
  ['revoke', 'live expired'],
])('%s is done with a link that is %s', (move, states) => {
  const allowed = (['live', 'expired', 'revoked'] as const).filter((state) => mayWithLink(move, state))
  expect(allowed.join(' ')).toBe(states)
})

test('a code is good for ten minutes and five tries, once', () => {
  const code = { madeAt: at('09:00:00'), tries: 0, used: false }
  expect(codeState(code, at('09:10:00'))).toBe('good')
  expect(codeState(code, at('09:10:01'))).toBe('over')
  expect(codeState({ ...code, tries: codeTries - 1 }, at('09:01:00'))).toBe('good')
  expect(codeState({ ...code, tries: codeTries }, at('09:01:00'))).toBe('spent')
  expect(codeState({ ...code, used: true }, at('09:01:00'))).toBe('used')
})

test('codes by mail rest a minute between one another', () => {
  expect(codeRest(null, at('09:00:00'))).toBe(0)
  expect(codeRest({ madeAt: at('09:00:00') }, at('09:00:20'))).toBe(40)
  expect(codeRest({ madeAt: at('09:00:00') }, at('09:01:00'))).toBe(0)
})

test('a code that is over or spent does not become good by waiting or trying', () => {
  fc.assert(
    fc.property(fc.nat(40), fc.nat(12), fc.nat(40), fc.nat(12), (minutes, tries, more, again) => {
      const state = (after: number, tried: number) =>
        codeState({ madeAt: new Date(0), tries: tried, used: false }, new Date(after * 60_000))
      if (state(minutes, tries) !== 'good') expect(state(minutes + more, tries + again)).not.toBe('good')
      else expect(minutes <= codeMinutes && tries < codeTries).toBe(true)
    }),
  )
})

test('a link ends today at the earliest and not after more than thirteen months', () => {
  expect(mayEndOn(day('2026-11-21'), day('2026-11-22'))).toBe(false)
  expect(mayEndOn(day('2026-11-22'), day('2026-11-22'))).toBe(true)
  expect(mayEndOn(day('2028-01-01'), day('2026-11-22'))).toBe(false)
})

test('an address and a name are told so that only those who know them recognise them', () => {
  expect(maskedAddress('hanako@suma.co.jp')).toBe('h•••@s•••.jp')
  expect(maskedAddress('x@localhost')).toBe('x•••@l•••')
  expect(maskedName('高橋 花子')).toBe('高•••')
})
