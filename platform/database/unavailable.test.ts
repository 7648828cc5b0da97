import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { makePool } from './open.ts'
import { databaseOver } from './scope.ts'
import { isDenied, isDiskBroken, isDiskFull, isUnavailable } from './unavailable.ts'

const errorOf = (properties: object, message = 'x') => Object.assign(new Error(message), properties)

test('a database that is going down, starting or gone is told from a wrong question', () => {
  expect(isUnavailable(errorOf({ code: '57P01' }))).toBe(true)
  expect(isUnavailable(errorOf({ code: 'ECONNREFUSED', syscall: 'connect' }))).toBe(true)
  expect(isUnavailable(errorOf({}, 'Connection terminated unexpectedly'))).toBe(true)
  expect(isUnavailable(new Error('outer', { cause: errorOf({ code: '57P03' }) }))).toBe(true)
  expect(isUnavailable(errorOf({ code: '42P01' }, 'relation does not exist'))).toBe(false)
  expect(isUnavailable(errorOf({ code: 'ENOENT', syscall: 'open' }))).toBe(false)
})

test('a full disk is told apart', () => {
  expect(isDiskFull(errorOf({ code: '53100' }))).toBe(true)
  expect(isDiskFull(errorOf({ code: 'ENOSPC' }))).toBe(true)
  expect(isDiskFull(errorOf({ code: '57P01' }))).toBe(false)
})

test('a disk that takes no write is told from a right that is missing, though PostgreSQL has one code for both', () => {
  const readOnly = errorOf({ code: '42501' }, 'could not open file "base/16384/2619": Read-only file system')
  const denied = errorOf({ code: '42501' }, 'permission denied for table accounts')
  expect([isDiskBroken(readOnly), isDenied(readOnly)]).toEqual([true, false])
  expect([isDiskBroken(denied), isDenied(denied)]).toEqual([false, true])
  expect(isDiskBroken(errorOf({ code: '58030' }))).toBe(true)
})

test('a database that stays away is waited for a few seconds, then it is said', async () => {
  const away = () => makePool({ host: '/nowhere', user: 'nobody', database: 'nothing' }, 1)
  const pools = { app: away(), looking: away(), scoped: away(), scopedLooking: away(), system: away() }
  const database = databaseOver(pools, {})
  const error = await database.system((tx) => sql`select 1`.execute(tx)).catch((caught: unknown) => caught)
  expect(isUnavailable(error)).toBe(true)
  await database.stop()
})
