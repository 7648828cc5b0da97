import { sql } from 'kysely'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { readMetadata, type SamlProvider } from '#platform/identity/samlMetadata.ts'
import { sendOut } from '#platform/outbound/send.ts'
import type { IdentityProvider } from '#capabilities/access/contract/providers.ts'
import { recordChange } from '../audit.ts'
import { refuseNoDomain } from '../policy/policy.ts'
import { refused } from '../refusals.ts'
import { holdProvider, present, type ProviderRow, recorded, refuseJoinRole, refuseLastWay } from './providers.ts'

type Told = Pick<IdentityProvider, 'name' | 'domains' | 'joinRole'> & { metadata: string; unsolicited: boolean }
type Wanted = { [Key in keyof Told]?: Told[Key] | undefined }
type Read = SamlProvider & { metadataUrl: string | null }

export async function connectSaml(context: CallContext, { metadata, ...told }: Told): Promise<IdentityProvider> {
  refuseNoDomain('domains', told.domains)
  const read = await readTold(metadata)
  return await context.transaction(async (tx) => {
    const { caller } = context
    if (told.joinRole !== null) await refuseJoinRole(context, tx, told.joinRole)
    const id = context.newId<string>()
    await refuseKnown(tx, id, read)
    await sql`
      insert into identity_providers (workspace_id, id, kind, name, issuer, sign_in_url, certificates, metadata_url,
        unsolicited, domains, join_role)
      values (${caller.workspaceId}, ${id}, 'saml', ${told.name}, ${read.issuer}, ${read.signInUrl}, ${read.certificates},
        ${read.metadataUrl}, ${told.unsolicited}, ${told.domains}, ${told.joinRole})`.execute(tx)
    const made = await holdProvider(tx, id)
    const after = recorded(made)
    await recordChange(tx, { by: caller, action: 'identity_provider.create', subjectId: id, after })
    return present(made)
  })
}

export async function updateSaml(context: CallContext, id: string, { metadata, ...wanted }: Wanted) {
  refuseNoDomain('domains', wanted.domains)
  const read = metadata === undefined ? {} : await readTold(metadata)
  const given = Object.fromEntries(Object.entries({ ...wanted, ...read }).filter(([, value]) => value !== undefined))
  return await context.transaction(async (tx) => {
    const before = await holdProvider(tx, id)
    if (before.kind !== 'saml') throw refused('metadata', 'provider.kind')
    const after: ProviderRow = { ...before, ...given }
    if (after.joinRole !== null && after.joinRole !== before.joinRole) await refuseJoinRole(context, tx, after.joinRole)
    await refuseKnown(tx, id, after)
    await sql`update identity_providers set name = ${after.name}, issuer = ${after.issuer},
      sign_in_url = ${after.signInUrl}, certificates = ${after.certificates}, metadata_url = ${after.metadataUrl},
      unsolicited = ${after.unsolicited}, domains = ${after.domains}, join_role = ${after.joinRole}
      where id = ${id}`.execute(tx)
    // Another issuer gives the same names to other people.
    if (after.issuer !== before.issuer) await sql`delete from provider_links where provider_id = ${id}`.execute(tx)
    await refuseLastWay(tx)
    const [was, is] = [recorded(before), recorded(after)]
    if (JSON.stringify(was) !== JSON.stringify(is)) {
      const told = { subjectId: id, before: was, after: is }
      await recordChange(tx, { by: context.caller, action: 'identity_provider.update', ...told })
    }
    return present(await holdProvider(tx, id))
  })
}

/** What a provider says of itself: as pasted, or read from the address named. */
async function readTold(metadata: string): Promise<Read> {
  const metadataUrl = metadata.startsWith('<') || metadata.startsWith('\uFEFF') ? null : metadata
  const xml = metadataUrl === null ? metadata : await fetched(metadataUrl)
  try {
    return { ...readMetadata(xml.replace(/^\uFEFF/, '').trim()), metadataUrl }
  } catch {
    throw refused('metadata', 'provider.metadata')
  }
}

async function fetched(url: string): Promise<string> {
  const sending = { url, method: 'GET', headers: {}, body: '', within: 10_000, atMost: 524_288 } as const
  const answer = await sendOut(sending).catch(() => null)
  if (answer?.status !== 200) throw refused('metadata', 'provider.unreachable')
  return answer.text
}

/** An answer is told by its issuer alone: of two providers of the same one it would not be known whose it is. */
async function refuseKnown(tx: Tx, id: string, { issuer }: Pick<SamlProvider, 'issuer'>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('identity_providers'))`.execute(tx)
  const { rows } = await sql`
    select from identity_providers where kind = 'saml' and issuer = ${issuer} and id <> ${id}`.execute(tx)
  if (rows.length > 0) throw refused('metadata', 'provider.known')
}
