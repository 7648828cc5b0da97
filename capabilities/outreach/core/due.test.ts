import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isBusinessDay, japaneseCalendar } from '#kernel/businessCalendar.ts'
import { addDays, day, dayOf } from '#kernel/day.ts'
import { duesOf, type Earlier, type Followed, type FollowedStep } from './due.ts'
import type { SequenceMail } from './sequence.ts'
import { instantOf, nextOpening, usualWindow } from './window.ts'

const timeZone = 'Asia/Tokyo'
const at = (text: string) => Date.parse(`${text}+09:00`)
const clock = { now: at('2026-04-01T10:00'), calendar: japaneseCalendar, timeZone }
const step = (key: string, given: Partial<FollowedStep> = {}): FollowedStep => ({
  key,
  status: 'open',
  readyOn: day('2026-04-01'),
  dueOn: day('2026-04-08'),
  doneOn: null,
  ...given,
})
const mail = (
  key: string,
  when: SequenceMail['when'],
  purpose: SequenceMail['purpose'] = { is: 'none' },
): SequenceMail => ({
  key,
  template: 'next_step',
  when,
  condition: '',
  role: 'promoter',
  purpose,
})
const followed = (...steps: FollowedStep[]): Followed => ({ beganOn: day('2026-04-01'), steps })
const dueAt = (mails: SequenceMail[], given: Followed, earlier: [string, Earlier][] = []) => {
  const dues = duesOf({ mails, window: usualWindow }, given, new Map(earlier), clock)
  return mails.map(({ key }) => {
    const due = dues.get(key)!
    return due.is === 'due' ? new Date(due.at).toISOString() : due.is === 'skip' ? due.reason : due.is
  })
}

test('a mail is due in business days from its step, at the hour the window opens; Golden Week is no business day', () => {
  const one = step('one', { readyOn: day('2026-04-28'), dueOn: day('2026-05-11') })
  const mails = [
    mail('ready', { at: 'ready', step: 'one', days: 2 }),
    mail('before', { at: 'before_due', step: 'one', days: 1 }),
    mail('after', { at: 'after_due', step: 'one', days: 1 }),
    mail('begin', { at: 'begin', days: -1 }),
  ]
  expect(dueAt(mails, { ...followed(one), beganOn: day('2026-05-07') })).toEqual([
    '2026-05-01T00:00:00.000Z',
    '2026-05-08T00:00:00.000Z',
    '2026-05-12T00:00:00.000Z',
    '2026-05-01T00:00:00.000Z',
  ])
})

test('what was reached is not mailed about, what waits is not due, and a congratulation comes once the step is done', () => {
  const mails = [
    mail('reached', { at: 'begin', days: 0 }, { is: 'step', step: 'one' }),
    mail('waits', { at: 'ready', step: 'two', days: 0 }),
    mail('done', { at: 'done', step: 'one', days: 1 }),
    mail('gone', { at: 'ready', step: 'three', days: 0 }),
  ]
  const given = followed(step('one', { status: 'done', doneOn: day('2026-04-02') }), step('two', { readyOn: null }))
  expect(dueAt(mails, given)).toEqual(['reached', 'waits', '2026-04-03T00:00:00.000Z', 'step_gone'])
})

test('a mail counts from the one before: from when it went out, else from when it is going to', () => {
  const mails = [mail('first', { at: 'begin', days: 0 }), mail('second', { at: 'previous', days: 3 })]
  expect(dueAt(mails, followed())[1]).toBe('2026-04-06T00:00:00.000Z')
  const sent = [['first', { status: 'sent', on: day('2026-04-07') }]] as [string, Earlier][]
  expect(dueAt(mails, followed(), sent)[1]).toBe('2026-04-10T00:00:00.000Z')
})

test('whenever it is asked, the window answers an instant within it, not before, on a business day', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: at('2025-12-20T00:00'), max: at('2027-01-20T00:00') }),
      fc.integer({ min: 0, max: 22 }),
      fc.integer({ min: 1, max: 24 }),
      (from, opens, hours) => {
        const window = { from: opens, to: Math.min(24, opens + hours), weekdays: true }
        const found = nextOpening(from, { window, calendar: japaneseCalendar, timeZone })
        const on = dayOf(found, timeZone)
        expect(found).toBeGreaterThanOrEqual(from)
        expect(isBusinessDay(japaneseCalendar, on)).toBe(true)
        expect(found).toBeGreaterThanOrEqual(instantOf(on, window.from, timeZone))
        expect(found).toBeLessThan(instantOf(on, window.to, timeZone))
      },
    ),
  )
})

test('an hour of a day is that hour there, also where the clock is changed', () => {
  expect(new Date(instantOf(day('2026-03-29'), 9, 'Europe/Berlin')).toISOString()).toBe('2026-03-29T07:00:00.000Z')
  expect(new Date(instantOf(addDays(day('2026-03-29'), -1), 9, 'Europe/Berlin')).toISOString()).toBe(
    '2026-03-28T08:00:00.000Z',
  )
})

test('a mail that goes out later than it was due moves the one that counts from it; one that is too late does not', () => {
  const mails = [mail('first', { at: 'begin', days: 0 }), mail('second', { at: 'previous', days: 2 })]
  const begun = (on: string) => ({ ...followed(), beganOn: day(on) })
  // It is Wednesday 1 April, 10 o'clock: the first was due on Friday and goes out today, the second on Friday.
  expect(dueAt(mails, begun('2026-03-27'))).toEqual(['2026-03-27T00:00:00.000Z', '2026-04-03T00:00:00.000Z'])
  // Due on Monday the week before, the first is not made up for.
  expect(dueAt(mails, begun('2026-03-16'))).toEqual(['2026-03-16T00:00:00.000Z', '2026-03-18T00:00:00.000Z'])
})
