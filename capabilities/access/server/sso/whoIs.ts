import { sql } from 'kysely'
import type { PersonId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { Claims } from '#platform/identity/openId.ts'
import { domainOf } from '#capabilities/access/core/signInPolicy.ts'
import { recordChange } from '../audit.ts'
import { addPerson } from '../workspaces.ts'

/** Why somebody whom a provider brought is not let in: keys of the sign-in page's texts. */
type Reason = 'expired' | 'provider' | 'unverified' | 'domain' | 'unknown' | 'suspended' | 'other' | 'unasked'

export class NotLetIn extends Error {
  readonly reason: Reason

  constructor(reason: Reason, cause?: unknown) {
    super(reason, { cause })
    this.reason = reason
  }
}

type Provider = {
  id: string
  workspaceId: WorkspaceId
  name: string
  domains: readonly string[]
  joinRole: string | null
}
type Found = { id: PersonId; userId: string; state: 'active' | 'suspended' }

/**
 * The person of the provider's workspace that its claims are about: the one it brought before under the same name, else the
 * one with the address it stands for, else somebody new where the provider's people may join. Throws NotLetIn.
 */
export async function whoIs(
  { database, identity, now }: CallContext,
  provider: Provider,
  claims: Claims,
): Promise<{ id: PersonId; userId: string }> {
  return await database.workspace(provider.workspaceId, async (tx) => {
    const linked = await byLink(tx, provider, claims)
    if (linked) return letIn(linked)
    const email = believed(provider, claims)
    // Of two first arrivals of the same person one waits for the other.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`join ${provider.workspaceId} ${email}`}, 0))`.execute(tx)
    const { rows } = await sql<Found>`
      select id, user_id as "userId", state from people where lower(email) = ${email}
      order by state, created_at limit 1 for update`.execute(tx)
    const person = rows[0] ? letIn(rows[0]) : await join()
    await sql`insert into provider_links (workspace_id, provider_id, subject, person_id)
      values (${provider.workspaceId}, ${provider.id}, ${claims.subject}, ${person.id})
      on conflict do nothing`.execute(tx)
    const by = { workspaceId: provider.workspaceId, personId: person.id }
    const after = { provider: provider.name }
    await recordChange(tx, { by, action: 'person.provider_link', subjectId: person.id, after })
    return person

    async function join(): Promise<{ id: PersonId; userId: string }> {
      const role = provider.joinRole
      if (role === null) throw new NotLetIn('unknown')
      const name = claims.name ?? email
      const userId = await identity.createBare(name)
      return { id: await addPerson(tx, provider.workspaceId, { userId, name, email, role, at: now() }), userId }
    }
  })
}

async function byLink(tx: Tx, provider: Provider, { subject }: Claims): Promise<Found | undefined> {
  const { rows } = await sql<Found>`
    update provider_links l set last_used_at = now() from people p
    where l.provider_id = ${provider.id} and l.subject = ${subject}
      and p.workspace_id = l.workspace_id and p.id = l.person_id
    returning p.id, p.user_id as "userId", p.state`.execute(tx)
  return rows[0]
}

/** The address that the provider may speak for. */
function believed({ domains }: Provider, { email, emailVerified }: Claims): string {
  if (!email || !emailVerified) throw new NotLetIn('unverified')
  if (!domains.includes(domainOf(email))) throw new NotLetIn('domain')
  return email
}

function letIn(person: Found): { id: PersonId; userId: string } {
  if (person.state !== 'active') throw new NotLetIn('suspended')
  return person
}
