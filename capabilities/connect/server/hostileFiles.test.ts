import { expect, test } from 'vitest'
import { fileOutcome } from '#test/build/fileOutcome.ts'
import { hostileFile, hostileFiles } from '#test/build/hostileFile.ts'
import { simpleAccounts } from '#test/build/importKind.ts'
import { importParts } from '#test/build/importParts.ts'
import { testDatabase } from '#test/servers/database.ts'
import { testWorkspace } from '#test/servers/workspace.ts'

const database = await testDatabase()
const parts = { ...(await importParts(database)), catalogue: { kinds: [simpleAccounts], references: [] } }
const workspaceId = (await testWorkspace(database)).id

test(`${hostileFiles} files with faults: each fault is told by line and column, and every other row is there as it was`, async ({
  task,
}) => {
  task.meta.cases = hostileFiles
  for (let n = 0; n < hostileFiles; n++) {
    const { bytes, told, customers } = hostileFile(n)
    const outcome = await fileOutcome(parts, workspaceId, bytes)
    expect([n, outcome]).toEqual([n, { created: customers.length, told, customers }])
  }
}, 180_000)
