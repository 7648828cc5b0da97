import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Asking, letThrough, usualLimits } from './budget.ts'

const nobody = { contacts: new Map<string, number>(), accounts: new Map<string, number>() }
const ask = (id: string, contactId: string | null, accountId = 'a'): Asking => ({ id, contactId, accountId })

test('two mails to a contact and four to an account go out in a week, the first ones asked for', () => {
  const asking = [ask('1', 'x'), ask('2', 'x'), ask('3', 'x'), ask('4', 'y'), ask('5', 'y'), ask('6', 'z')]
  expect([...letThrough(asking, usualLimits, nobody)]).toEqual(['1', '2', '4', '5'])
})

test('what people did before takes room, and a mail to nobody in particular counts for the account', () => {
  const used = { contacts: new Map([['x', 1]]), accounts: new Map([['a', 3]]) }
  expect([...letThrough([ask('1', 'x'), ask('2', null)], usualLimits, used)]).toEqual(['1'])
})

test('whatever is asked for in whatever order, no contact and no account gets more than there is room for', () => {
  const asked = fc.array(
    fc.record({ contact: fc.constantFrom('x', 'y', 'z', null), account: fc.constantFrom('a', 'b') }),
    {
      maxLength: 60,
    },
  )
  const counts = fc.record({ contact: fc.nat({ max: 5 }), account: fc.nat({ max: 8 }) })
  fc.assert(
    fc.property(asked, counts, fc.nat({ max: 4 }), fc.nat({ max: 9 }), (some, before, contactWeek, accountWeek) => {
      const used = {
        contacts: new Map(['a x', 'a y', 'b z'].map((one) => [one, before.contact])),
        accounts: new Map(['a', 'b'].map((one) => [one, before.account])),
      }
      const asking = some.map(({ contact, account }, at) => ask(`${at}`, contact && `${account} ${contact}`, account))
      const passed = asking.filter(({ id }) => letThrough(asking, { contactWeek, accountWeek }, used).has(id))
      for (const account of ['a', 'b'])
        expect(passed.filter((one) => one.accountId === account).length).toBeLessThanOrEqual(
          Math.max(0, accountWeek - before.account),
        )
      for (const contact of new Set(passed.flatMap(({ contactId }) => contactId ?? [])))
        expect(passed.filter((one) => one.contactId === contact).length).toBeLessThanOrEqual(
          Math.max(0, contactWeek - (used.contacts.get(contact) ?? 0)),
        )
    }),
  )
})
