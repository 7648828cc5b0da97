import { sql } from 'kysely'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { ShownPolicy } from '#capabilities/access/contract/policy.ts'
import { domainOf, isDomain, isWithin, type SignInPolicy, usualPolicy } from '#capabilities/access/core/signInPolicy.ts'
import { recordChange } from '../audit.ts'
import { refused } from '../refusals.ts'
import { hasLink, hasProvenWay } from '../sso/links.ts'

/** How people of the workspace of `tx` sign in. */
export async function policyOf(tx: Tx): Promise<SignInPolicy> {
  const { rows } = await sql<SignInPolicy>`
    select second_factor as "secondFactor", only_provider as "onlyProvider", mail_domains as "mailDomains", idle_minutes as "idleMinutes",
      lifetime_hours as "lifetimeHours"
    from sign_in_policies`.execute(tx)
  return rows[0] ?? usualPolicy
}

/** Refuses to invite an address that is of none of the domains the workspace allows. */
export async function refuseOtherDomain(tx: Tx, email: string): Promise<void> {
  if (!isWithin((await policyOf(tx)).mailDomains, email)) throw refused('email', 'email.domain')
}

/** Refuses what makes a password that would open nothing. */
export async function refusePasswordsOff(tx: Tx, field: string, rule: string): Promise<void> {
  if ((await policyOf(tx)).onlyProvider) throw refused(field, rule)
}

export async function readPolicy(context: CallContext): Promise<ShownPolicy> {
  const { caller, database, look } = context
  const policy = await look(policyOf)
  const { rows } = await database.system((tx) =>
    sql<{ withoutFactor: number; ownFactor: boolean }>`
      select count(*) filter (where not has)::int as "withoutFactor", coalesce(bool_or(has and mine), false) as "ownFactor"
      from (
        select p.id = ${caller.personId} as mine, exists (select from auth.factors f where f.user_id = p.user_id) as has
        from people p where p.workspace_id = ${caller.workspaceId} and p.state = 'active'
      ) as each_person`.execute(tx),
  )
  const ownProvider = await look((tx) => hasLink(tx, caller.personId))
  return { ...policy, mailDomains: [...policy.mailDomains], ...rows[0]!, ownProvider }
}

type Wanted = { [Key in keyof SignInPolicy]?: SignInPolicy[Key] | undefined }

/** Refuses texts that are no domains, naming the first. */
export function refuseNoDomain(field: string, domains: readonly string[] = []): void {
  const wrong = domains.find((domain) => !isDomain(domain))
  if (wrong !== undefined) throw refused(field, 'domain.form', wrong)
}

/** Changes how people sign in; it holds at everybody's next request. Who asks must not be shut out by it. */
export async function updatePolicy(context: CallContext, wanted: Wanted): Promise<ShownPolicy> {
  const { caller, live } = context
  refuseNoDomain('mailDomains', wanted.mailDomains)
  if (wanted.secondFactor && !(await readPolicy(context)).ownFactor) throw refused('secondFactor', 'policy.ownFactor')
  await context.transaction(async (tx) => {
    await sql`insert into sign_in_policies (workspace_id) values (${caller.workspaceId}) on conflict do nothing`.execute(
      tx,
    )
    await sql`select from sign_in_policies for update`.execute(tx)
    const before = await policyOf(tx)
    const given = Object.entries(wanted).filter(([, value]) => value !== undefined)
    const after: SignInPolicy = { ...before, ...Object.fromEntries(given) }
    await refuseOwnDomainLeftOut(context, tx, after)
    if (wanted.onlyProvider && !before.onlyProvider) await refuseNoWay(context, tx)
    const keys = Object.keys(before) as Array<keyof SignInPolicy>
    const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    if (changed.length === 0) return
    await sql`update sign_in_policies set second_factor = ${after.secondFactor},
      only_provider = ${after.onlyProvider}, mail_domains = ${[...after.mailDomains]},
      idle_minutes = ${after.idleMinutes}, lifetime_hours = ${after.lifetimeHours}`.execute(tx)
    const only = (policy: SignInPolicy) => Object.fromEntries(changed.map((key) => [key, policy[key]]))
    const told = { before: only(before), after: only(after) }
    await recordChange(tx, { by: caller, action: 'sign_in.update', subjectId: caller.workspaceId, ...told })
    await live.publish(caller.workspaceId, { topic: 'settings', ids: [] }, tx)
  })
  return await readPolicy(context)
}

/** Passwords are switched off only where the provider has let an administrator in, and whoever switches them off. */
async function refuseNoWay({ caller }: CallContext, tx: Tx): Promise<void> {
  if (!(await hasProvenWay(tx))) throw refused('onlyProvider', 'policy.noProvider')
  if (!(await hasLink(tx, caller.personId))) throw refused('onlyProvider', 'policy.ownProvider')
}

/** A list that leaves out the domain of whoever makes it is one that was mistyped. */
async function refuseOwnDomainLeftOut({ caller }: CallContext, tx: Tx, { mailDomains }: SignInPolicy): Promise<void> {
  const { rows } = await sql<{ email: string }>`select email from people where id = ${caller.personId}`.execute(tx)
  if (!isWithin(mailDomains, rows[0]!.email)) throw refused('mailDomains', 'policy.ownDomain', domainOf(rows[0]!.email))
}
