import net, { type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { testDatabase } from '#test/servers/database.ts'
import { isUnavailable } from './unavailable.ts'
import { databaseAway, watchDatabase } from './watch.ts'

test('a server that takes connections and never answers is away; one that answers is not', async () => {
  const silent = net.createServer(() => {})
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as AddressInfo
  const frozen = watchDatabase({ host: '127.0.0.1', port, user: 'x', database: 'x' }, 200)
  const alive = watchDatabase((await testDatabase()).server.login('banso_system'), 2000)
  await expect.poll(frozen.isAway).toBe(true)
  expect(alive.isAway()).toBe(false)
  await Promise.all([frozen.stop(), alive.stop()])
  silent.close()
  expect(isUnavailable(databaseAway())).toBe(true)
})
