import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import { newSecrets, wayOut } from '#platform/identity/openId.ts'
import { newRequestId, samlWayOut } from '#platform/identity/saml.ts'
import { domainOf } from '#capabilities/access/core/signInPolicy.ts'
import { refused } from '../refusals.ts'
import { findProvider, samlOf, spokenTo } from './providers.ts'
import { samlSelf } from './samlSelf.ts'

/** Where providers send people back to; each has to be told it. */
export const callbackPath = '/api/v1/session/provider/callback'

/** The providers that sign in addresses of a domain. It is told by domain, never by who is a person here. */
export async function waysFor({ database }: CallContext, email: string) {
  const { rows } = await database.system((tx) =>
    sql<{ id: string; name: string; workspace: string }>`
      select i.id, i.name, w.name as workspace
      from identity_providers i join workspaces w on w.workspace_id = i.workspace_id
      where i.is_on and i.domains @> array[${domainOf(email)}] order by w.name, i.name limit 20`.execute(tx),
  )
  return rows
}

type Way = { providerId: string; email: string | null; next: string }

/** Sets out to sign in by a provider: the address to go to. */
export async function setOut(context: CallContext, way: Way): Promise<string> {
  const { rows } = await context.database.system((tx) =>
    sql<{ workspaceId: WorkspaceId }>`
      select workspace_id as "workspaceId" from identity_providers where id = ${way.providerId} and is_on`.execute(tx),
  )
  if (!rows[0]) throw notFound()
  return await depart(context, { ...way, workspaceId: rows[0].workspaceId, proves: null })
}

/** Sets out to prove once more who one is, by the provider that vouches for the session. */
export async function setOutToProve(context: CallContext): Promise<string> {
  const { workspaceId, personId, providerId } = context.caller
  if (!providerId) throw notFound()
  return await depart(context, { workspaceId, providerId, email: null, next: '/proven', proves: personId })
}

async function depart(
  { database, identity, visit }: CallContext,
  { email, ...way }: Way & { workspaceId: WorkspaceId; proves: string | null },
): Promise<string> {
  const provider = await database.look(way.workspaceId, (tx) => findProvider(tx, way.providerId))
  const again = way.proves !== null
  if (provider.kind === 'saml') {
    const secrets = { state: newRequestId(), nonce: '', verifier: '' }
    const self = samlSelf(visit.origin, way.workspaceId)
    const url = await samlWayOut(samlOf(provider), self, { id: secrets.state, again })
    await identity.trips.begin(visit, { ...way, ...secrets })
    return url
  }
  const secrets = newSecrets()
  const asked = { redirectUri: visit.origin + callbackPath, email, again }
  const url = await wayOut(await spokenTo(database, provider), secrets, asked).catch(() => {
    throw refused('', 'provider.unreachable')
  })
  await identity.trips.begin(visit, { ...way, ...secrets })
  return url
}
