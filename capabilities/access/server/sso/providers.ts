import { X509Certificate } from 'node:crypto'
import { sql } from 'kysely'
import type { Database, Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import { discover, type OpenIdProvider } from '#platform/identity/openId.ts'
import type { SamlProvider } from '#platform/identity/samlMetadata.ts'
import { seal, unseal } from '#platform/identity/sealed.ts'
import type { IdentityProvider } from '#capabilities/access/contract/providers.ts'
import { recordChange } from '../audit.ts'
import { refuseRoleAbove } from '../people.ts'
import { policyOf, refuseNoDomain } from '../policy/policy.ts'
import { refused } from '../refusals.ts'
import { hasProvenWay } from './links.ts'

/** A provider as it is kept; of OpenID Connect those have a client, of SAML these an address and certificates. */
export type ProviderRow = Omit<IdentityProvider, 'lastUsedAt' | 'saml'> & {
  lastUsedAt: Date | null
  secret: string | null
  signInUrl: string | null
  certificates: string[]
  metadataUrl: string | null
  unsolicited: boolean
}
type Row = ProviderRow

const columns = sql`i.id, i.name, i.kind, i.issuer, i.client_id as "clientId", i.domains, i.sign_in_url as "signInUrl",
  i.certificates, i.metadata_url as "metadataUrl", i.unsolicited, i.join_role as "joinRole", i.is_on as "isOn",
  i.client_secret as secret, (select count(distinct l.person_id)::int from provider_links l where l.workspace_id = i.workspace_id and l.provider_id = i.id)
    as people,
  (select max(l.last_used_at) from provider_links l where l.workspace_id = i.workspace_id and l.provider_id = i.id)
    as "lastUsedAt"`

export async function listProviders(tx: Tx): Promise<IdentityProvider[]> {
  const { rows } = await sql<Row>`select ${columns} from identity_providers i order by i.created_at, i.id`.execute(tx)
  return rows.map(present)
}

type Told = Pick<IdentityProvider, 'name' | 'issuer' | 'domains' | 'joinRole'> & { clientId: string }

export async function createProvider(context: CallContext, { clientSecret, ...told }: Told & { clientSecret: string }) {
  refuseNoDomain('domains', told.domains)
  await refuseUnreachable({ ...told, clientSecret })
  const secret = await seal(context.database, clientSecret)
  return await context.transaction(async (tx) => {
    const { caller } = context
    if (told.joinRole !== null) await refuseJoinRole(context, tx, told.joinRole)
    const id = context.newId()
    await sql`
      insert into identity_providers (workspace_id, id, name, issuer, client_id, client_secret, domains, join_role)
      values (${caller.workspaceId}, ${id}, ${told.name}, ${told.issuer}, ${told.clientId}, ${secret}, ${told.domains},
        ${told.joinRole})`.execute(tx)
    await recordChange(tx, { by: caller, action: 'identity_provider.create', subjectId: id, after: told })
    return present(await holdProvider(tx, id))
  })
}

type Wanted = { [Key in keyof Told]?: Told[Key] | undefined } & {
  clientSecret?: string | undefined
  isOn?: boolean | undefined
}

export async function updateProvider(context: CallContext, id: string, { clientSecret, ...wanted }: Wanted) {
  const { database, caller } = context
  refuseNoDomain('domains', wanted.domains)
  const now = await context.look((tx) => findProvider(tx, id))
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined))
  const next: Row = { ...now, ...given }
  if (wanted.issuer !== undefined || wanted.clientId !== undefined || clientSecret !== undefined) {
    if (now.kind === 'saml') throw refused('issuer', 'provider.kind')
    const spoken = await spokenTo(database, next)
    await refuseUnreachable({ ...spoken, clientSecret: clientSecret ?? spoken.clientSecret })
  }
  const secret = clientSecret === undefined ? null : await seal(database, clientSecret)
  return await context.transaction(async (tx) => {
    const before = await holdProvider(tx, id)
    const after: Row = { ...before, ...given }
    if (after.joinRole !== null && after.joinRole !== before.joinRole) await refuseJoinRole(context, tx, after.joinRole)
    await sql`update identity_providers set name = ${after.name}, issuer = ${after.issuer}, client_id = ${after.clientId},
      domains = ${after.domains}, join_role = ${after.joinRole}, is_on = ${after.isOn},
      client_secret = coalesce(${secret}, client_secret) where id = ${id}`.execute(tx)
    // Another issuer gives the same names to other people.
    if (after.issuer !== before.issuer) await sql`delete from provider_links where provider_id = ${id}`.execute(tx)
    await refuseLastWay(tx)
    const [was, is] = [recorded(before), { ...recorded(after), ...(secret ? { secret: '…' } : {}) }]
    if (JSON.stringify(was) !== JSON.stringify(is))
      await recordChange(tx, { by: caller, action: 'identity_provider.update', subjectId: id, before: was, after: is })
    return present(await holdProvider(tx, id))
  })
}

export async function removeProvider(context: CallContext, id: string): Promise<void> {
  await context.transaction(async (tx) => {
    const before = await holdProvider(tx, id)
    await sql`delete from identity_providers where id = ${id}`.execute(tx)
    await refuseLastWay(tx)
    const told = { subjectId: id, before: recorded(before) }
    await recordChange(tx, { by: context.caller, action: 'identity_provider.remove', ...told })
  })
}

/** A provider as it is spoken to, with its secret in the clear. */
export async function spokenTo(
  database: Database,
  { issuer, clientId, secret }: Pick<Row, 'issuer' | 'clientId' | 'secret'>,
): Promise<OpenIdProvider> {
  if (clientId === null || secret === null) throw new Error('this provider does not speak OpenID Connect')
  return { issuer, clientId, clientSecret: await unseal(database, secret) }
}

/** A provider as it is spoken to by SAML. */
export function samlOf({ issuer, signInUrl, certificates }: ProviderRow): SamlProvider {
  if (signInUrl === null) throw new Error('this provider does not speak SAML')
  return { issuer, signInUrl, certificates }
}

/** A provider of the workspace of `tx`; NOT_FOUND where there is none. */
export async function findProvider(tx: Tx, id: string): Promise<Row> {
  const { rows } = await sql<Row>`select ${columns} from identity_providers i where i.id = ${id}`.execute(tx)
  if (!rows[0]) throw notFound()
  return rows[0]
}

export async function holdProvider(tx: Tx, id: string): Promise<Row> {
  await sql`select from identity_providers where id = ${id} for update`.execute(tx)
  return await findProvider(tx, id)
}

/** Where people come by a provider alone, the last one by which an administrator comes stays. */
export async function refuseLastWay(tx: Tx): Promise<void> {
  if ((await policyOf(tx)).onlyProvider && !(await hasProvenWay(tx))) throw refused('', 'provider.lastWay')
}

/** Nobody has others join with more than they hold themselves. */
export async function refuseJoinRole({ caller }: CallContext, tx: Tx, role: string): Promise<void> {
  await refuseRoleAbove(tx, caller, role, 'role.above', 'joinRole')
}

async function refuseUnreachable(provider: OpenIdProvider): Promise<void> {
  const { protocol } = new URL(provider.issuer)
  if (protocol !== 'https:' && protocol !== 'http:') throw refused('issuer', 'provider.unreachable')
  await discover(provider).catch(() => {
    throw refused('issuer', 'provider.unreachable')
  })
}

export function recorded({ name, kind, issuer, clientId, domains, joinRole, isOn, ...row }: Row) {
  const { signInUrl, metadataUrl, unsolicited, certificates } = row
  const certified = certificates.map((certificate) => new X509Certificate(certificate).fingerprint256)
  const spoken = kind === 'saml' ? { signInUrl, metadataUrl, unsolicited, certificates: certified } : { clientId }
  return { name, issuer, ...spoken, domains, joinRole, isOn }
}

export function present({
  secret: _,
  lastUsedAt,
  signInUrl,
  certificates,
  metadataUrl,
  unsolicited,
  ...row
}: Row): IdentityProvider {
  const ends = certificates.map((certificate) => Date.parse(new X509Certificate(certificate).validTo))
  return {
    ...row,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    saml:
      signInUrl === null
        ? null
        : { signInUrl, metadataUrl, unsolicited, certifiedUntil: new Date(Math.max(...ends)).toISOString() },
  }
}
