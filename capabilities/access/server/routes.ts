import { implement } from '@orpc/server'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { accessContract } from '../contract.ts'
import { deviceOf } from '../core/device.ts'
import { audit } from './auditRoutes.ts'
import { readBrand, setColour, setLogo } from './brandWrite.ts'
import { callerIn } from './caller.ts'
import { recordDenied } from './deniedSignIn.ts'
import { enter, factors, proof, secondStep } from './factorRoutes.ts'
import { resetFactors } from './factors.ts'
import { portalEntry } from './links/routes.ts'
import { invite, listInvitations, passwordLink, revokeInvitation } from './invitations.ts'
import { acceptInvitation, readInvitation } from './joining.ts'
import { meOf } from './me.ts'
import { listPeople, updatePerson } from './people.ts'
import { provisioning } from './scim/tokenRoutes.ts'
import { providerEntry, providers } from './sso/routes.ts'
import { endSessionsOf } from './privacy/incident/endSessionsOf.ts'
import { readPolicy, updatePolicy } from './policy/policy.ts'
import { changePassword, updateMe } from './profile.ts'
import { denied, refuseVouched } from './refusals.ts'
import { createRole, listRoles, removeRole, updateRole } from './roles.ts'
import { updateWorkspace } from './settings.ts'
import { addWorkspace, completeSetup, setupNeeded } from './setup.ts'
import { createTeam, listTeams, removeTeam, updateTeam } from './teams.ts'
import { beginViewing, endViewing } from './viewing.ts'
import type { SeedWorkspace } from './workspaces.ts'

const done = { done: true } as const

export type AccessHooks = {
  /** What each capability puts into a new workspace, in the order of the floors. */
  readonly seeds: readonly SeedWorkspace[]
  /** Whether amounts are kept in the workspace's currency already, so that it can no longer be changed. */
  readonly holdsMoney: (tx: Tx) => Promise<boolean>
}

/** A change of what people may do or reach; open pages are told once it holds. */
function changing<T>(context: CallContext, work: (tx: Tx) => Promise<T>): Promise<T> {
  return context.transaction(async (tx) => {
    const made = await work(tx)
    await context.live.publish(context.caller.workspaceId, { topic: 'settings', ids: [] }, tx)
    return made
  })
}

/** The routes of access. */
export function accessRoutes({ seeds, holdsMoney }: AccessHooks) {
  const on = implement(accessContract).$context<CallContext>()
  return on.router({
    setup: {
      status: on.setup.status.handler(async ({ context }) => ({ needed: await setupNeeded(context.database) })),
      complete: on.setup.complete.handler(async ({ context, input }) =>
        meOf(context.database, await completeSetup(context, input, seeds)),
      ),
    },
    session: {
      signIn: on.session.signIn.handler(async ({ context, input }) => {
        const proven = await context.identity.signIn(context.visit, input.email, input.password)
        if (!proven.ok && proven.reason !== 'second')
          await recordDenied(context, (await context.identity.find(input.email))?.userId, 'password', proven)
        if (!proven.ok) throw denied(proven, 'password', 'signIn.wrong')
        return await enter(context, proven.userId, 'password')
      }),
      signOut: on.session.signOut.handler(async ({ context }) => {
        await endViewing(context.database, { token: context.visit.sessionToken })
        await context.identity.signOut(context.visit)
        return done
      }),
    },
    secondStep,
    factors,
    proof,
    me: {
      read: on.me.read.handler(({ context }) => meOf(context.database, context.caller)),
      update: on.me.update.handler(async ({ context, input }) =>
        meOf(context.database, await updateMe(context, input)),
      ),
      changePassword: on.me.changePassword.handler(async ({ context, input }) => {
        refuseVouched(context)
        await changePassword(context, input.current, input.next)
        return done
      }),
      sessions: on.me.sessions.handler(async ({ context }) => {
        const { caller, identity, visit, now } = context
        const sessions = await identity.sessions(caller.userId, now())
        return {
          sessions: sessions
            .filter(({ providerId }) => !caller.providerId || caller.providerId === providerId)
            .map(({ token, userAgent, createdAt, lastUsedAt, id, address }) => ({
              id,
              address,
              device: deviceOf(userAgent),
              createdAt: createdAt.toISOString(),
              lastUsedAt: lastUsedAt.toISOString(),
              current: token === visit.sessionToken,
            })),
        }
      }),
      endSession: on.me.endSession.handler(async ({ context, input, errors }) => {
        refuseVouched(context)
        if (!(await context.identity.endSession(context.caller.userId, input.id))) throw errors.NOT_FOUND()
        return done
      }),
      endOtherSessions: on.me.endOtherSessions.handler(async ({ context }) => {
        refuseVouched(context)
        return { ended: await context.identity.endOtherSessions(context.caller.userId, context.visit) }
      }),
      switchWorkspace: on.me.switchWorkspace.handler(async ({ context, input, errors }) => {
        const { database, identity, visit, caller } = context
        refuseVouched(context)
        const there = await callerIn(database, caller.userId, input.workspaceId as WorkspaceId)
        if (!there) throw errors.NOT_FOUND()
        await identity.useWorkspace(visit, there.workspaceId)
        return meOf(database, there)
      }),
    },
    viewing: {
      begin: on.viewing.begin.handler(async ({ context, input }) => {
        await beginViewing(context, input.as)
        return done
      }),
      end: on.viewing.end.handler(async ({ context: { database, visit, live, caller } }) => {
        await endViewing(database, { token: visit.sessionToken })
        await live.publish(caller.workspaceId, { topic: 'settings', ids: [] })
        return done
      }),
    },
    workspace: {
      update: on.workspace.update.handler(async ({ context, input }) =>
        meOf(context.database, await updateWorkspace(context, input, holdsMoney)),
      ),
      create: on.workspace.create.handler(async ({ context, input }) => {
        refuseVouched(context)
        return meOf(context.database, await addWorkspace(context, input, seeds))
      }),
    },
    providers,
    providerEntry,
    provisioning,
    policy: {
      read: on.policy.read.handler(({ context }) => readPolicy(context)),
      update: on.policy.update.handler(({ context, input }) => updatePolicy(context, input)),
    },
    people: {
      list: on.people.list.handler(async ({ context }) => ({ people: await context.transaction(listPeople) })),
      update: on.people.update.handler(async ({ context, input }) => {
        const person = await context.transaction((tx) => updatePerson(tx, context.caller, input))
        await context.live.publish(context.caller.workspaceId, { topic: 'settings', ids: [person.id] })
        return person
      }),
      passwordLink: on.people.passwordLink.handler(({ context, input }) => passwordLink(context, input.id)),
      endSessions: on.people.endSessions.handler(async ({ context, input }) => ({
        ended: await endSessionsOf(context, input.id),
      })),
      resetFactors: on.people.resetFactors.handler(async ({ context, input }) => ({
        removed: await resetFactors(context, input.id),
      })),
    },
    roles: {
      list: on.roles.list.handler(async ({ context }) => ({ roles: await context.transaction(listRoles) })),
      create: on.roles.create.handler(({ context, input: { from, ...told } }) =>
        changing(context, (tx) => createRole(tx, context, from, told)),
      ),
      update: on.roles.update.handler(({ context, input: { key, ...told } }) =>
        changing(context, (tx) => updateRole(tx, context, key, told)),
      ),
      remove: on.roles.remove.handler(async ({ context, input }) => {
        await changing(context, (tx) => removeRole(tx, context, input.key))
        return done
      }),
    },
    teams: {
      list: on.teams.list.handler(async ({ context }) => ({ teams: await context.transaction(listTeams) })),
      create: on.teams.create.handler(({ context, input }) =>
        changing(context, (tx) => createTeam(tx, context, input)),
      ),
      update: on.teams.update.handler(({ context, input }) =>
        changing(context, (tx) => updateTeam(tx, context, input)),
      ),
      remove: on.teams.remove.handler(async ({ context, input }) => {
        await changing(context, (tx) => removeTeam(tx, context, input.id))
        return done
      }),
    },
    invitations: {
      list: on.invitations.list.handler(async ({ context }) => ({
        invitations: await context.transaction((tx) => listInvitations(tx, context.now())),
      })),
      create: on.invitations.create.handler(({ context, input }) => invite(context, input.email, input.role)),
      revoke: on.invitations.revoke.handler(async ({ context, input }) => {
        await revokeInvitation(context, input.id)
        return done
      }),
      read: on.invitations.read.handler(async ({ context, input }) => {
        const { person, email, expiresAt, workspaceName, workspaceLocale, roleLabel } = await readInvitation(
          context,
          input.token,
        )
        return {
          workspaceName,
          workspaceLocale,
          email,
          roleLabel,
          purpose: person ? ('password' as const) : ('join' as const),
          name: person?.name ?? null,
          known: person ? false : ((await context.identity.find(email))?.hasPassword ?? false),
          expiresAt: expiresAt.toISOString(),
        }
      }),
      accept: on.invitations.accept.handler(async ({ context, input }) => {
        const caller = await acceptInvitation(context, input)
        await context.live.publish(caller.workspaceId, { topic: 'settings', ids: [caller.personId] })
        return meOf(context.database, caller)
      }),
    },
    portal: portalEntry,
    brand: {
      read: on.brand.read.handler(({ context }) => readBrand(context)),
      setColour: on.brand.setColour.handler(({ context, input }) => setColour(context, input.colour)),
      removeLogo: on.brand.removeLogo.handler(({ context }) => setLogo(context, null)),
    },
    audit,
  })
}
