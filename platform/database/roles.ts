import pg from 'pg'
import { StartRefused } from '#platform/startRefused.ts'

/**
 * The roles Banso works under: none owns a table or is exempt from row-level security. `banso_scoped` serves people who
 * reach some customers of their workspace only.
 */
export const unprivilegedRoles = ['banso_app', 'banso_scoped', 'banso_system'] as const
export type UnprivilegedRole = (typeof unprivilegedRoles)[number]

/**
 * Makes these roles where they are missing. `password` null: the server asks for none (a socket only we can reach).
 * A role that exists keeps what it has, except for its password, which is set again where it is not ours any more.
 */
export async function ensureRoles(
  admin: pg.Client,
  password: string | null,
  logsIn: (role: UnprivilegedRole) => Promise<boolean>,
): Promise<void> {
  const secret = password === null ? '' : ` password ${pg.escapeLiteral(password)}`
  for (const role of unprivilegedRoles) {
    const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [role])
    if (rowCount === 0) await orExplain(() => admin.query(`create role ${role} login${secret}`))
    else if (!(await logsIn(role))) await orExplain(() => admin.query(`alter role ${role} login${secret}`))
  }
}

async function orExplain(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (cause) {
    const code = (cause as { code?: string }).code
    if (code === '42710' || code === '23505') return // another process made it at the same moment
    if (code !== '42501') throw cause
    throw new StartRefused(
      {
        ja: 'DATABASE_URL のユーザーにはロールを作る権限がありません。管理者に「create role banso_app login password …; create role banso_scoped login password …; create role banso_system login password …」（同じパスワード）を実行してもらい、そのパスワードを DATABASE_ROLES_PASSWORD に設定してください。',
        en: 'The user of DATABASE_URL may not create roles. Have an administrator run "create role banso_app login password …; create role banso_scoped login password …; create role banso_system login password …" (the same password), and put that password into DATABASE_ROLES_PASSWORD.',
      },
      { cause },
    )
  }
}

/**
 * Refuses a role that row-level security would not hold: a superuser, one that bypasses it, one that owns tables or
 * may become somebody who does. Run as that role itself.
 */
export async function refusePrivileged(client: pg.Client | pg.Pool): Promise<void> {
  const { rows } = await client.query<{ role: string; why: string }>(`
    select current_user as role, why from (
      select 'superuser' as why from pg_roles where rolname = current_user and rolsuper
      union all
      select 'bypassrls' from pg_roles where rolname = current_user and rolbypassrls
      union all
      select 'owner of ' || c.relname from pg_class c
      where c.relnamespace = 'public'::regnamespace and pg_has_role(current_user, c.relowner, 'member')
    ) as reasons limit 1`)
  const [found] = rows
  if (!found) return
  throw new StartRefused({
    ja: `データベースのロール ${found.role} は行レベルセキュリティの対象になりません（${found.why}）。ワークスペースの分離を保証できないため、起動しません。`,
    en: `The database role ${found.role} is not held by row-level security (${found.why}). Banso does not start, for it could not keep workspaces apart.`,
  })
}
