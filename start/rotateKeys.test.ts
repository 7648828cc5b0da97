import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { withClient } from '#platform/database/client.ts'
import { addKey, forgetOldKeys } from '#platform/identity/keyRing.ts'
import { reseal } from '#platform/identity/reseal.ts'
import { keyNumber, seal, unseal } from '#platform/identity/sealed.ts'
import { readSources } from '#test/house/sources.ts'
import { testDatabase } from '#test/servers/database.ts'
import { adminOf, banso, startOn } from '#test/servers/operator.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { sealedColumns } from './sealedColumns.ts'

test('a new key seals from then on, what older ones sealed opens, and is sealed anew whatever it is', async () => {
  const database = await testDatabase()
  const { id } = await testWorkspace(database)
  const link = await seal(database, 'of a mail that went out')
  for (let i = 0; i < 450; i++)
    await database.system(async (tx) =>
      sql`insert into auth.tickets (token_hash, purpose, secret, expires_at) values (${`${i}`}, 'totp.new',
        ${await seal(database, `secret ${i}`)}, now() + interval '1 day')`.execute(tx),
    )
  await database.workspace(id, async (tx) =>
    sql`insert into mail_doors (workspace_id, token_hash, token) values (${id}, 'x', ${await seal(database, 'door')})`.execute(
      tx,
    ),
  )
  await database.system((tx) =>
    sql`update auth.tickets set secret = 'of a key that is lost' where token_hash = '7'`.execute(tx),
  )
  expect(keyNumber(await seal(database, 'x'))).toBe(1)
  expect([await addKey(database), keyNumber(await seal(database, 'x'))]).toEqual([2, 2])
  expect(await reseal(database, sealedColumns)).toEqual({ resealed: 450, unreadable: 1 })
  expect(await reseal(database, sealedColumns)).toEqual({ resealed: 0, unreadable: 1 })
  const { rows } = await database.system((tx) => sql<{ token: string }>`select token from mail_doors`.execute(tx))
  expect([await unseal(database, link), await unseal(database, rows[0]!.token)]).toEqual([
    'of a mail that went out',
    'door',
  ])
  await forgetOldKeys(database)
  expect([await unseal(database, link).catch(() => null), await unseal(database, rows[0]!.token)]).toEqual([
    null,
    'door',
  ])
})

test('every file that seals has its column in the list of what is sealed anew', async () => {
  const sealing = readSources()
    .filter(({ place, text }) => !place.endsWith('.test.ts') && /\bseal\((context\.)?database/.test(text))
    .map(({ place }) => place)
  expect(sealing.toSorted()).toEqual([
    'capabilities/access/server/sso/providers.ts',
    'capabilities/connect/server/webhooks/write.ts',
    'capabilities/outreach/server/delivery/settings.ts',
    'capabilities/outreach/server/delivery/token.ts',
    'capabilities/revenue/server/billing/sources.ts',
    'platform/identity/reseal.ts',
    'platform/identity/sealed.ts',
    'platform/identity/totp.ts',
  ])
})

// That a backup brings the keys back with what they sealed: all tables of schema auth are compared in backup.test.ts.
test('the operator replaces the key beside a running Banso, and may throw the old one away', async () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-keys-'))
  const running = await startOn(data)
  onTestFinished(async () => {
    await running.stop()
    fs.rmSync(data, { recursive: true, force: true })
  })
  await withClient(adminOf(data), (client) =>
    client.query(`insert into auth.secrets (name, value) values ('sealing', 'x') on conflict do nothing`),
  )
  expect(await banso('rotate-keys', '--data', data, '--forget-old')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/key 2: 0\..*Old keys were thrown away/),
  })
  const { rows } = await withClient(adminOf(data), (client) =>
    client.query(`select name from auth.secrets where name like 'sealing%'`),
  )
  expect(rows).toEqual([{ name: 'sealing.2' }])
}, 240_000)
