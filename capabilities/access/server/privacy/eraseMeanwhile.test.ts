import pg from 'pg'
import { expect, test } from 'vitest'
import { receiveEvent } from '#test/access/fillEvents.ts'
import { testServer } from '#test/servers/server.ts'
import { erasePerson } from './erase.ts'

test('while an erasure rewrites the event store, what waited and what arrives is counted; broken off, it is done again', async () => {
  const server = await testServer()
  const { app, database, workspace } = server
  const admin = await server.signIn('admin')
  const { id: accountId } = await admin.api.accounts.create({ name: '青海精機株式会社' })
  const email = 'sato@aomi.example'
  const { id: contactId } = await admin.api.accounts.contacts.create({ id: accountId, name: '佐藤 花子', email })
  const counted = async () => (await admin.api.usage.live.overview()).lastDay.events

  let begun!: () => void
  let end!: (how: 'failed' | 'done') => void
  const [rewriting, ended] = [
    new Promise<void>((resolve) => (begun = resolve)),
    new Promise<'failed' | 'done'>((resolve) => (end = resolve)),
  ]
  const slow: typeof app.events = {
    ...app.events,
    command: async (...statement) => {
      begun()
      if ((await ended) === 'failed') throw new Error('the store went away')
      await app.events.command(...statement)
    },
  }
  const person = { workspaceId: workspace.id, contactId, by: null }
  const tools = {
    change: <T>(work: Parameters<typeof database.workspace<T>>[1]) => database.workspace(workspace.id, work),
    files: app.files,
  }

  const projector = new pg.Client(database.server.login('banso_system'))
  await projector.connect()
  await projector.query('select pg_advisory_lock(6204118733)') // whoever projects waits
  await receiveEvent(database, workspace.id, accountId, 'waited')
  const erasure = erasePerson({ ...tools, events: slow }, person).then(() => 'done', String)
  await rewriting
  await projector.end()
  await receiveEvent(database, workspace.id, accountId, 'arrived')
  await expect.poll(counted).toBe(2)
  end('failed')
  expect(await erasure).toMatch(/went away/)

  const still = await admin.api.accounts.contacts.list({ id: accountId, archived: 'with' })
  expect(JSON.stringify(still)).toContain(email)
  expect(await erasePerson({ ...tools, events: app.events }, person)).toMatchObject({ subject: { contactId } })
  expect(JSON.stringify(await admin.api.accounts.contacts.list({ id: accountId, archived: 'with' }))).not.toContain(
    email,
  )
})
