import type pg from 'pg'
import { withClient } from '#platform/database/client.ts'
import { appliedByNewer, pending } from '#platform/database/migrate.ts'
import type { DatabaseServer } from '#platform/database/server.ts'
import { queueSchema } from '#platform/queue/schema.ts'
import { parts } from '../catalogue.ts'
import { type Finding, finding } from './finding.ts'

/** What the database tells of itself and of the work that waits in it. */
export function databaseFindings(server: DatabaseServer, now: Date): Promise<Finding[]> {
  return withClient(server.login('owner'), async (owner) => {
    const missing = await pending(owner, parts)
    if (missing.length > 0) return [...(await engine(owner, now)), outdated(missing)]
    const newer = await appliedByNewer(owner, parts)
    if (newer.length > 0) return [...(await engine(owner, now)), tooNew(newer)]
    // Rows of all workspaces, as the background loops see them.
    const work = await withClient(server.login('banso_system'), waiting)
    return [...(await engine(owner, now)), upToDate(), ...workFindings(work)]
  })
}

async function engine(owner: pg.Client, now: Date): Promise<Finding[]> {
  const asked = performance.now()
  const { rows } = await owner.query<{ version: string; now: Date; bytes: string }>(
    `select current_setting('server_version') as version, clock_timestamp() as now,
      pg_database_size(current_database())::text as bytes`,
  )
  const { version, now: there, bytes } = rows[0]!
  const off = Math.round((new Date(there).getTime() - now.getTime() - (performance.now() - asked)) / 1000)
  const size = `${Math.round(Number(bytes) / 1024 ** 2)} MB`
  const apart = Math.abs(off) > 5
  return [
    finding('database', 'good', { ja: `PostgreSQL ${version}、${size}。`, en: `PostgreSQL ${version}, ${size}.` }),
    finding('clock', apart ? 'fault' : 'good', {
      ja: `データベースとの時計の差 ${off} 秒${apart ? '。時刻を同期してください（NTP）' : ''}。`,
      en: `The database's clock is ${off} s apart${apart ? ': keep both in time (NTP)' : ''}.`,
    }),
  ]
}

const outdated = (missing: readonly string[]) =>
  finding('migrations', 'fault', {
    ja: `データベースが古い形のままです（${missing.length} 件）。banso migrate を実行してください。`,
    en: `The database is not up to date (${missing.length} to go). Run banso migrate.`,
  })

const tooNew = (newer: readonly string[]) =>
  finding('migrations', 'fault', {
    ja: `データベースは新しい版の Banso で更新されています（${newer.length} 件）。新しい版で起動してください。`,
    en: `A newer Banso has changed the database (${newer.length} changes unknown here). Start that version.`,
  })

const upToDate = () =>
  finding('migrations', 'good', { ja: 'データベースは最新の形です。', en: 'The database is up to date.' })

type Waiting = { chunks: string; lag: string | null; doubted: string; due: string; held: string; failed: string }

async function waiting(client: pg.Client): Promise<Waiting> {
  const { rows } = await client.query<Waiting>(`
    select
      (select count(*) from journal where projected_to is null)::text as chunks,
      (select extract(epoch from now() - min(at))::bigint from journal where projected_to is null)::text as lag,
      (select count(*) from mails where doubted_at is not null)::text as doubted,
      (select count(*) from mails where status = 'queued' and not_before < now() - interval '10 minutes')::text as due,
      (select count(*) from effect_holds where released_at is null)::text as held,
      (select count(*) from ${queueSchema}.job where state = 'failed')::text as failed`)
  return rows[0]!
}

const slow = 300 // s

function workFindings({ chunks, lag, doubted, due, held, failed }: Waiting): Finding[] {
  const some = (text: string) => (Number(text) > 0 ? 'notice' : 'good')
  return [
    finding('projector', Number(lag ?? 0) > slow ? 'fault' : 'good', {
      ja: `保管庫を待つ記録 ${chunks} 件${lag === null ? '' : `（最も古いもので ${lag} 秒）`}。`,
      en: `${chunks} chunks of the journal wait for the event store${lag === null ? '' : ` (the oldest for ${lag} s)`}.`,
    }),
    finding('queue', some(failed), { ja: `失敗したジョブ ${failed} 件。`, en: `${failed} jobs failed.` }),
    finding('mail_in_doubt', some(doubted), {
      ja: `届いたか不明なメール ${doubted} 通${Number(doubted) > 0 ? '。画面のメール一覧で確かめてください' : ''}。`,
      en: `${doubted} mails in doubt${Number(doubted) > 0 ? ': settle them in the list of mails' : ''}.`,
    }),
    finding('mail_late', some(due), {
      ja: `10分以上待っているメール ${due} 通。`,
      en: `${due} mails wait for more than 10 minutes.`,
    }),
    finding('effects', some(held), {
      ja:
        Number(held) > 0
          ? `復元後の確認を待って、送信を止めているワークスペースが ${held} 件あります。管理者が画面で再開してください。`
          : '送信は止められていません。',
      en:
        Number(held) > 0
          ? `Effects are off in ${held} workspaces since a restore: an administrator lets them out in the product.`
          : 'Effects are on.',
    }),
  ]
}
