import { factorRoutes, proofRoutes, secondStepRoutes } from './contract/factors.ts'
import { auditRoutes } from './contract/audit.ts'
import { brandRoutes } from './contract/brand.ts'
import { providerEntryRoutes, providerRoutes } from './contract/providers.ts'
import { sessionRoutes, setupRoutes } from './contract/entry.ts'
import { invitationRoutes } from './contract/invitation.ts'
import { meRoutes, workspaceRoutes } from './contract/me.ts'
import { peopleRoutes, roleRoutes } from './contract/people.ts'
import { policyRoutes } from './contract/policy.ts'
import { portalEntryRoutes } from './contract/portal.ts'
import { provisioningRoutes } from './contract/provisioning.ts'
import { teamRoutes } from './contract/teams.ts'
import { viewingRoutes } from './contract/viewing.ts'

export type { AuditProof } from './contract/audit.ts'
export type { Factor } from './contract/factors.ts'
export type { ShownPolicy } from './contract/policy.ts'
export type { IdentityProvider } from './contract/providers.ts'
export type { ProvisionedGroup, ProvisioningToken } from './contract/provisioning.ts'
export type { AuditEntry, Invitation, Me, Person, Role, SignedInSession, Team } from './contract/schemas.ts'

/**
 * Rules an issue may name (their words are in this capability's copy): password.short, password.long, password.common,
 * password.personal, password.wrong, signIn.wrong, signIn.nowhere, link.invalid, person.lastAdmin, person.self,
 * person.elsewhere, person.above, person.byGroup, person.unknown, viewing.own, viewing.reach, role.unknown, role.above, role.builtIn, role.held, team.taken, team.byGroup, team.unknown, timeZone.unknown, currency.inUse, email.member. Of personal links: portal.no_address,
 * portal.code_wrong, portal.code_over. Of the logo: logo.kind. Of the sign-in policy: policy.ownFactor, policy.ownDomain,
 * domain.form, email.domain, policy.noProvider, policy.ownProvider. Of identity providers: provider.unreachable,
 * provider.lastWay, provider.metadata, provider.known, provider.kind, signIn.provider, email.byProvider, person.byProvider, session.vouched.
 */
export const accessContract = {
  setup: setupRoutes,
  session: sessionRoutes,
  secondStep: secondStepRoutes,
  factors: factorRoutes,
  proof: proofRoutes,
  me: meRoutes,
  viewing: viewingRoutes,
  workspace: workspaceRoutes,
  policy: policyRoutes,
  providers: providerRoutes,
  providerEntry: providerEntryRoutes,
  provisioning: provisioningRoutes,
  people: peopleRoutes,
  roles: roleRoutes,
  teams: teamRoutes,
  invitations: invitationRoutes,
  audit: auditRoutes,
  portal: portalEntryRoutes,
  brand: brandRoutes,
}
