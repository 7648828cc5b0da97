import { expect, test } from 'vitest'
import { testServer } from '#test/servers/server.ts'

const server = await testServer()
const admin = await server.signIn('admin')
const { teams, roles } = admin.api.access
const breaks = (field: string, rule: string) => ({ data: { issues: [{ field, rule }] } })

test('a team is made, renamed, led and removed, and each is written down', async () => {
  const [one, two] = [await server.signIn('csm'), await server.signIn('leader')]
  const made = await teams.create({
    name: '東日本',
    kind: 'own',
    members: [
      { personId: one.personId, leads: false },
      { personId: two.personId, leads: true },
    ],
  })
  expect(made.members.map(({ personId, leads }) => [personId, leads])).toEqual([
    [two.personId, true],
    [one.personId, false],
  ])
  const next = await teams.update({ id: made.id, name: '東', members: [{ personId: one.personId, leads: true }] })
  expect(next).toMatchObject({ name: '東', kind: 'own', members: [{ personId: one.personId, leads: true }] })
  await teams.remove({ id: made.id })
  expect((await teams.list()).teams.filter(({ id }) => id === made.id)).toEqual([])
  const { entries } = await admin.api.access.audit.list({ subjectId: made.id })
  expect(entries.map(({ action }) => action)).toEqual(['team.remove', 'team.update', 'team.create'])
})

test('a name is given once, and nobody is in a team who is not in the workspace', async () => {
  await teams.create({ name: 'Partner A', kind: 'partner', members: [] })
  const again = teams.create({ name: 'partner a', kind: 'own', members: [] })
  await expect(again).rejects.toMatchObject(breaks('name', 'team.taken'))
  const members = [{ personId: '00000000-0000-7000-8000-000000000000', leads: false }]
  const strange = teams.create({ name: 'B', kind: 'own', members })
  await expect(strange).rejects.toMatchObject(breaks('members', 'person.unknown'))
})

test('who comes into a team reaches its customers at the next request, and no more once out of it', async () => {
  const { key } = await roles.create({ from: 'csm', label: { ja: 'チーム', en: 'Team' }, rowScope: 'team' })
  const [mate, colleague] = [await server.signIn(key), await server.signIn('csm')]
  const { id } = await colleague.api.accounts.create({ name: '同僚の顧客', assignments: { csm: colleague.personId } })
  const seen = () =>
    mate.api.accounts.get({ id }).then(
      () => true,
      () => false,
    )
  expect(await seen()).toBe(false)
  const members = [mate, colleague].map(({ personId }) => ({ personId, leads: false }))
  const team = await teams.create({ name: '組', kind: 'own', members })
  expect(await seen()).toBe(true)
  await teams.update({ id: team.id, members: members.slice(1) })
  expect(await seen()).toBe(false)
})

test('only who manages people changes teams', async () => {
  const leader = await server.signIn('leader')
  const made = leader.api.access.teams.create({ name: 'C', kind: 'own', members: [] })
  await expect(made).rejects.toMatchObject({ status: 403 })
})
