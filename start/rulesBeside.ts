import fs from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { withClient } from '#platform/database/client.ts'

/** For how long a workspace keeps a kind of data: nothing of it names anybody. */
type Rule = { workspace: string; kind: string; days: number; setAt: string }

const placeBeside = (file: string) => path.join(path.dirname(file), 'banso-retention.json')

/** Writes beside a backup for how long data is kept by now, so that older backups in the same place know it too. */
export async function noteRules(login: pg.ClientConfig, file: string): Promise<void> {
  const { rows } = await withClient(login, (client) =>
    client.query<Rule>(
      `select workspace_id as workspace, kind, days, set_at::text as "setAt" from retention_rules order by 1, 2`,
    ),
  )
  const place = placeBeside(file)
  const text = `${JSON.stringify(rows)}\n`
  if ((rows.length === 0 && !fs.existsSync(place)) || (fs.existsSync(place) && fs.readFileSync(place, 'utf8') === text))
    return
  fs.writeFileSync(`${place}.new`, text, { mode: 0o600 })
  fs.renameSync(`${place}.new`, place)
}

/**
 * Puts rules that were set after the backup in force where it is restored, and has all rules run again at the start: what
 * was kept long enough comes back with an older backup, and goes again.
 */
export async function rulesAgain(owner: pg.Client, file: string): Promise<void> {
  const place = placeBeside(file)
  const rules = fs.existsSync(place) ? (JSON.parse(fs.readFileSync(place, 'utf8')) as Rule[]) : []
  await owner.query(
    `insert into retention_rules (workspace_id, kind, days, set_at)
    select r.workspace, r.kind, r.days, r."setAt"
    from jsonb_to_recordset($1::jsonb) as r (workspace uuid, kind text, days int, "setAt" timestamptz)
    join workspaces w on w.workspace_id = r.workspace
    on conflict (workspace_id, kind) do update set days = excluded.days, set_at = excluded.set_at, set_by = null
      where retention_rules.set_at < excluded.set_at`,
    [JSON.stringify(rules)],
  )
  await owner.query('update retention_runs set ended_at = null where day >= current_date - 1')
}
