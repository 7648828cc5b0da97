import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { testServer } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { recordChanges } from './audit.ts'
import { dropOldAudit, sealAudit } from './auditSeal.ts'

const server = await testServer()
const { database } = server
const owner = new pg.Client(database.server.login('owner'))
await owner.connect()
afterAll(() => owner.end())

/** An administrator of a new workspace in which some things were written down, in two seals. */
async function recorded() {
  const workspace = await testWorkspace(database)
  const visitor = await server.signIn('admin', workspace)
  const by = { workspaceId: workspace.id, system: true as const }
  for (const round of ['朝', '夕']) {
    const changes = [1, 2, 3].map((n) => ({
      by,
      action: 'account.update',
      subjectId: `s${n}`,
      after: { text: `${round}${n}` },
    }))
    await database.workspace(workspace.id, (tx) => recordChanges(tx, changes))
    await sealAudit(database)
  }
  const { entries } = await visitor.api.access.audit.list({ action: 'account.' })
  return { ...visitor, id: workspace.id, entries, verify: () => visitor.api.access.audit.verify({ known: null }) }
}

test('a record that nobody touched is whole; its seals follow each other', async () => {
  const { verify } = await recorded()
  const proof = await verify()
  expect(proof).toMatchObject({ findings: [], unsealed: 0, head: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) } })
  expect(proof.head!.number).toBeGreaterThanOrEqual(2)
})

test('a row changed, taken out or put in past the product is found, and which one', async () => {
  const { id, entries, verify } = await recorded()
  await owner.query(`update audit_log set after = '{"text": "nothing"}' where id = $1`, [entries[0]!.id])
  expect((await verify()).findings).toEqual([{ kind: 'changed', id: entries[0]!.id }])
  await owner.query('delete from audit_log where id = $1', [entries[1]!.id])
  const added = crypto.randomUUID()
  await owner.query('begin; alter table audit_log disable trigger audit_prove')
  await owner.query(`insert into audit_log (workspace_id, id, action, subject_id) values ($1, $2, 'x.y', 'z')`, [
    id,
    added,
  ])
  await owner.query('alter table audit_log enable trigger audit_prove; commit')
  expect((await verify()).findings).toEqual(
    expect.arrayContaining([
      { kind: 'missing', id: entries[1]!.id },
      { kind: 'added', id: added },
    ]),
  )
})

test('what the erasure of a person changed is told by the record itself, and nothing else is excused by it', async () => {
  const { id, entries, verify } = await recorded()
  const erase = sql`select erase_in_audit(null::uuid, gen_random_uuid(), '夕2', '', '—')`
  await database.workspace(id, (tx) => erase.execute(tx))
  expect(await verify()).toMatchObject({ findings: [], redacted: 1 })
  const erased = entries.find(({ after }) => after?.text === '夕2')!
  await owner.query(`update audit_log set after = '{"text": "夕9"}' where id = $1`, [erased.id])
  expect((await verify()).findings).toEqual([{ kind: 'changed', id: erased.id }])
})

test('whoever covers a change up by a new hash breaks the seal', async () => {
  const { entries, verify } = await recorded()
  const { id } = entries[5]!
  await owner.query('update audit_log set after = null where id = $1', [id])
  await owner.query(
    'update audit_proofs p set hash = audit_hash(a) from audit_log a where a.id = p.audit_id and a.id = $1',
    [id],
  )
  expect((await verify()).findings).toEqual([{ kind: 'seal', id: expect.any(String) }])
})

test('an end that was cut off does not have the seal that somebody noted', async () => {
  const { id, api, verify } = await recorded()
  const { number, hash } = (await verify()).head!
  const of = [id, number]
  await owner.query(
    'delete from audit_log a using audit_proofs p where p.audit_id = a.id and p.workspace_id = $1 and seal = $2',
    of,
  )
  await owner.query('delete from audit_proofs where workspace_id = $1 and seal = $2', of)
  await owner.query('delete from audit_seals where workspace_id = $1 and number = $2', of)
  expect((await verify()).findings).toEqual([])
  const { findings } = await api.access.audit.verify({ known: { number, hash } })
  expect(findings).toEqual([{ kind: 'cut', id: `${number}` }])
})

test('the roles Banso works under change neither the record nor its proof', async () => {
  const { id } = await recorded()
  const attempts = [sql`update audit_proofs set hash = ''`, sql`delete from audit_proofs`, sql`delete from audit_seals`]
  for (const attempt of [...attempts, sql`delete from audit_log`])
    await expect(database.workspace(id, (tx) => attempt.execute(tx))).rejects.toMatchObject({ code: '42501' })
})

test('what was kept long enough goes, and the rest is provable still; whoever removes more is found out', async () => {
  const { id, api, verify } = await recorded()
  await api.access.audit.setSettings({ keepMonths: 12 })
  await sealAudit(database)
  await dropOldAudit(database, new Date())
  expect(await verify()).toMatchObject({ findings: [], dropped: 0 })
  await dropOldAudit(database, new Date(Date.now() + 370 * 86_400_000))
  const proof = await verify()
  expect([proof.findings, proof.dropped > 6]).toEqual([[], true])
  await owner.query('delete from audit_log where workspace_id = $1', [id])
  expect((await verify()).findings.length).toBeGreaterThan(0)
})

test('the download carries the text of every hash and its seal', async () => {
  const { fetch, entries } = await recorded()
  const lines = (await (await fetch('/api/v1/audit/export?format=json')).text()).trim().split('\n')
  const rows = lines.map((line) => JSON.parse(line) as Record<string, string>)
  const row = rows.find(({ id }) => id === entries[0]!.id)!
  expect(createHash('sha256').update(row.text!).digest('hex')).toBe(row.hash)
  expect(rows.some(({ kind, number }) => kind === 'seal' && number === row.seal)).toBe(true)
  const csv = await (await fetch('/api/v1/audit/export?format=csv&action=account.')).text()
  expect(csv.trim().split('\r\n')).toHaveLength(7)
})

test('it is searched by text before and after, by day and by who', async () => {
  const { api, personId } = await recorded()
  const found = async (asked: Record<string, string>) => (await api.access.audit.list(asked)).entries.length
  expect(await found({ words: '夕2' })).toBe(1)
  expect(await found({ words: '%' })).toBe(0)
  expect([await found({ from: '2999-01-01' }), await found({ to: '2000-01-01' })]).toEqual([0, 0])
  await api.access.audit.setSettings({ keepMonths: 24 })
  expect(await found({ personId, words: '"keepMonths": 24' })).toBe(1)
})
