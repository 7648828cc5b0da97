import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

let server: TestServer
let admin: Visitor

beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn('admin')
})

/** A mail of the sequence so many days ago: what became of it, and after how many days its step was done. */
type Past = {
  ago: number
  status?: 'sent' | 'failed' | 'skipped' | 'held_out'
  reachedAfter?: number
  replied?: boolean
  detail?: string
}

async function past(rows: readonly Past[]): Promise<void> {
  const { id: workspaceId } = server.workspace
  const { id: account } = await admin.api.accounts.create({ name: '伊那谷製作所' })
  const given = rows.map(({ status = 'sent', reachedAfter = null, replied = false, detail = null, ago }) => ({
    ago,
    status,
    reachedAfter,
    replied,
    detail,
    run: crypto.randomUUID(),
    id: crypto.randomUUID(),
  }))
  await server.database.workspace(workspaceId, async (tx) => {
    const d = sql`jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as d (id uuid, run uuid, ago int, status text,
      "reachedAfter" int, replied boolean, detail text)`
    await sql`insert into outreach_runs (workspace_id, id, sequence_key, account_id, began_on, held_out)
      select ${workspaceId}::uuid, run, 'onboarding', ${account}::uuid, current_date, status = 'held_out' from ${d}`.execute(
      tx,
    )
    const at = sql`now() - ago * interval '1 day'`
    await sql`insert into outreach_messages (workspace_id, id, kind, account_id, run_id, mail_key, due_at, decided_at, status,
        detail, reached_at, replied_at)
      select ${workspaceId}::uuid, id, 'step', ${account}::uuid, run, 'only', ${at}, ${at}, status, detail,
        ${at} + "reachedAfter" * interval '1 day', case when replied then now() end from ${d}`.execute(tx)
  })
}

test('what mails led to is counted within the days agreed on, beside those held out, and adds up by hand', async () => {
  const { sequences } = await admin.api.outreach.sequences.list()
  const { mails, name, aim, follows, scope, window, waitDays } = sequences.find(({ key }) => key === 'onboarding')!
  const only = { ...mails[0]!, key: 'only', purpose: { is: 'step' as const, step: 'accounts' } }
  const draft = { name, aim, follows, scope, window, waitDays, holdOutPercent: 30, mails: [only] }
  await admin.api.outreach.sequences.publish({ key: 'onboarding', version: 1, note: '', draft })
  await past([
    // Eight were sent and can be judged: four reached it within fourteen days, one of them on the last day, one lately.
    ...[0, 0, 14].map((reachedAfter) => ({ ago: 40, reachedAfter })),
    { ago: 40, reachedAfter: 15 },
    { ago: 40 },
    { ago: 40 },
    { ago: 40, replied: true },
    { ago: 2, reachedAfter: 1 },
    // Too early to say; came back; was not sent; before the days that are looked at.
    { ago: 2 },
    { ago: 40, status: 'failed', detail: 'bounced' },
    { ago: 40, status: 'skipped' },
    { ago: 200, reachedAfter: 1 },
    // Five were held out and can be judged, one of them reached it; the sixth has time left.
    ...[
      { ago: 40, reachedAfter: 3 },
      { ago: 40, reachedAfter: 20 },
      { ago: 40 },
      { ago: 40 },
      { ago: 30 },
      { ago: 1 },
    ].map((one) => ({ ...one, status: 'held_out' as const })),
  ])
  const results = await admin.api.outreach.results({ days: 90 })
  const counted = { sent: 10, bounced: 1, replied: 1, unsubscribed: 0, skipped: 1, judged: 8, reached: 4 }
  expect(results).toMatchObject({ reachDays: 14, all: counted })
  expect(results.mails).toMatchObject([{ mail: 'only', ...counted, heldOut: { judged: 5, reached: 1 } }])
  expect(results.templates).toMatchObject([{ key: only.template, ...counted }])
})
