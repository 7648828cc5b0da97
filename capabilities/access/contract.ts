import { z } from 'zod'
import { exchange, idSchema, instantSchema, pageQuery, permissions } from '#kernel/exchange.ts'

const localeSchema = z.enum(['ja', 'en'])
const tokenSchema = z.string().min(20).max(200)
/** Length and commonness are judged by rules that say which one was broken, not by the schema. */
const passwordSchema = z.string().max(1000)
const nameSchema = z.string().trim().min(1).max(200)
const emailSchema = z
  .string()
  .trim()
  .max(254)
  .transform((text) => text.normalize('NFKC').toLowerCase())
  .pipe(z.email())

const workspaceSettings = {
  name: nameSchema,
  locale: localeSchema,
  timeZone: z.string().max(64),
  currency: z.string().regex(/^[A-Z]{3}$/),
  fiscalStartMonth: z.number().int().min(1).max(12),
}

/** Who looks at the page: everything the interface needs to know of them. */
export const meSchema = z.object({
  personId: idSchema,
  name: z.string(),
  email: z.string(),
  role: z.string(),
  permissions: z.array(z.enum(permissions)),
  /** The language of this person, else of the workspace. */
  locale: localeSchema,
  workspace: z.object({ id: idSchema, ...workspaceSettings }),
  /** All workspaces in which this identity is an active person. */
  workspaces: z.array(z.object({ id: idSchema, name: z.string() })),
})
export type Me = z.infer<typeof meSchema>

export const personSchema = z.object({
  id: idSchema,
  name: z.string(),
  email: z.string(),
  role: z.string(),
  state: z.enum(['active', 'suspended']),
  createdAt: instantSchema,
  lastSeenAt: instantSchema.nullable(),
})
export type Person = z.infer<typeof personSchema>

export const roleSchema = z.object({
  key: z.string(),
  label: z.object({ ja: z.string(), en: z.string() }),
  permissions: z.array(z.enum(permissions)),
  builtIn: z.boolean(),
})

export const invitationSchema = z.object({
  id: idSchema,
  email: z.string(),
  role: z.string(),
  /** For somebody new, or for a person here who is to choose a new password. */
  purpose: z.enum(['join', 'password']),
  createdBy: z.object({ id: idSchema, name: z.string() }).nullable(),
  createdAt: instantSchema,
  expiresAt: instantSchema,
  state: z.enum(['open', 'accepted', 'revoked', 'expired']),
})
export type Invitation = z.infer<typeof invitationSchema>

export const sessionSchema = z.object({
  id: z.string(),
  /** The browser and system, as far as the browser tells. */
  device: z.object({ browser: z.string().nullable(), system: z.string().nullable() }),
  address: z.string().nullable(),
  createdAt: instantSchema,
  lastUsedAt: instantSchema,
  current: z.boolean(),
})
export type SignedInSession = z.infer<typeof sessionSchema>

export const auditEntrySchema = z.object({
  id: idSchema,
  at: instantSchema,
  /** Null: Banso itself. */
  person: z.object({ id: idSchema, name: z.string() }).nullable(),
  action: z.string(),
  subjectId: z.string(),
  accountId: idSchema.nullable(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  origin: z.string(),
})
export type AuditEntry = z.infer<typeof auditEntrySchema>

const done = z.object({ done: z.literal(true) })

/**
 * Rules an issue may name (their words are in this capability's copy): password.short, password.long, password.common,
 * password.personal, password.wrong, signIn.wrong, signIn.nowhere, link.invalid, person.lastAdmin, person.self,
 * person.elsewhere, role.unknown, timeZone.unknown, currency.inUse, email.member.
 */
export const accessContract = {
  setup: {
    status: exchange
      .route({
        method: 'GET',
        path: '/setup',
        tags: ['access'],
        summary: 'Whether the first administrator is still to be made',
      })
      .meta({ mayCall: 'anybody' })
      .output(z.object({ needed: z.boolean() })),
    complete: exchange
      .route({
        method: 'POST',
        path: '/setup',
        tags: ['access'],
        summary: 'Make the first workspace and its administrator',
      })
      .meta({ mayCall: 'anybody' })
      .input(
        z.object({
          token: tokenSchema,
          name: nameSchema,
          email: emailSchema,
          password: passwordSchema,
          workspace: z.object(workspaceSettings),
        }),
      )
      .output(meSchema),
  },
  session: {
    signIn: exchange
      .route({ method: 'POST', path: '/session', tags: ['access'], summary: 'Sign in with a password' })
      .meta({ mayCall: 'anybody' })
      .input(z.object({ email: emailSchema, password: passwordSchema }))
      .output(meSchema),
    signOut: exchange
      .route({ method: 'DELETE', path: '/session', tags: ['access'], summary: 'Sign out' })
      .meta({ mayCall: 'anybody' })
      .output(done),
  },
  me: {
    read: exchange
      .route({ method: 'GET', path: '/me', tags: ['access'], summary: 'Who I am, and what I may do' })
      .meta({ mayCall: 'signedIn' })
      .output(meSchema),
    update: exchange
      .route({ method: 'PATCH', path: '/me', tags: ['access'], summary: 'Change my name or language' })
      .meta({ mayCall: 'signedIn' })
      .input(z.object({ name: nameSchema.optional(), locale: localeSchema.nullable().optional() }))
      .output(meSchema),
    changePassword: exchange
      .route({
        method: 'POST',
        path: '/me/password',
        tags: ['access'],
        summary: 'Change my password; other sessions end',
      })
      .meta({ mayCall: 'signedIn' })
      .input(z.object({ current: passwordSchema, next: passwordSchema }))
      .output(done),
    sessions: exchange
      .route({ method: 'GET', path: '/me/sessions', tags: ['access'], summary: 'Where I am signed in' })
      .meta({ mayCall: 'signedIn' })
      .output(z.object({ sessions: z.array(sessionSchema) })),
    endSession: exchange
      .route({ method: 'DELETE', path: '/me/sessions/{id}', tags: ['access'], summary: 'End one of my sessions' })
      .meta({ mayCall: 'signedIn' })
      .input(z.object({ id: z.string().max(100) }))
      .output(done),
    endOtherSessions: exchange
      .route({ method: 'DELETE', path: '/me/sessions', tags: ['access'], summary: 'End all my sessions but this one' })
      .meta({ mayCall: 'signedIn' })
      .output(z.object({ ended: z.number().int() })),
    switchWorkspace: exchange
      .route({ method: 'PUT', path: '/me/workspace', tags: ['access'], summary: 'Go on in another of my workspaces' })
      .meta({ mayCall: 'signedIn' })
      .input(z.object({ workspaceId: idSchema }))
      .output(meSchema),
  },
  workspace: {
    update: exchange
      .route({ method: 'PATCH', path: '/workspace', tags: ['access'], summary: 'Change the settings of the workspace' })
      .meta({ mayCall: 'workspace.manage' })
      .input(z.object(workspaceSettings).partial())
      .output(meSchema),
    create: exchange
      .route({ method: 'POST', path: '/workspaces', tags: ['access'], summary: 'Make another workspace and go there' })
      .meta({ mayCall: 'workspace.manage' })
      .input(z.object(workspaceSettings))
      .output(meSchema),
  },
  people: {
    list: exchange
      .route({ method: 'GET', path: '/people', tags: ['access'], summary: 'The people of this workspace' })
      .meta({ mayCall: 'signedIn' })
      .output(z.object({ people: z.array(personSchema) })),
    update: exchange
      .route({
        method: 'PATCH',
        path: '/people/{id}',
        tags: ['access'],
        summary: 'Change the role of a person, suspend or restore them',
      })
      .meta({ mayCall: 'people.manage' })
      .input(
        z.object({
          id: idSchema,
          role: z.string().max(40).optional(),
          state: z.enum(['active', 'suspended']).optional(),
        }),
      )
      .output(personSchema),
    passwordLink: exchange
      .route({
        method: 'POST',
        path: '/people/{id}/password-link',
        tags: ['access'],
        summary: 'A one-time link by which a person chooses a new password',
      })
      .meta({ mayCall: 'people.manage' })
      .input(z.object({ id: idSchema }))
      .output(z.object({ invitation: invitationSchema, url: z.string() })),
  },
  roles: {
    list: exchange
      .route({
        method: 'GET',
        path: '/roles',
        tags: ['access'],
        summary: 'The roles of this workspace and what they allow',
      })
      .meta({ mayCall: 'signedIn' })
      .output(z.object({ roles: z.array(roleSchema) })),
  },
  invitations: {
    list: exchange
      .route({ method: 'GET', path: '/invitations', tags: ['access'], summary: 'Invitations of the last 90 days' })
      .meta({ mayCall: 'people.manage' })
      .output(z.object({ invitations: z.array(invitationSchema) })),
    create: exchange
      .route({
        method: 'POST',
        path: '/invitations',
        tags: ['access'],
        summary: 'Invite somebody; the link is told this once',
      })
      .meta({ mayCall: 'people.manage' })
      .input(z.object({ email: emailSchema, role: z.string().max(40) }))
      .output(z.object({ invitation: invitationSchema, url: z.string() })),
    revoke: exchange
      .route({ method: 'DELETE', path: '/invitations/{id}', tags: ['access'], summary: 'Take an invitation back' })
      .meta({ mayCall: 'people.manage' })
      .input(z.object({ id: idSchema }))
      .output(done),
    read: exchange
      .route({
        method: 'POST',
        path: '/invitations/read',
        tags: ['access'],
        summary: 'What an invitation link invites to',
      })
      .meta({ mayCall: 'anybody' })
      .input(z.object({ token: tokenSchema }))
      .output(
        z.object({
          workspaceName: z.string(),
          workspaceLocale: localeSchema,
          email: z.string(),
          purpose: z.enum(['join', 'password']),
          /** The name of the person, where they are one here already. */
          name: z.string().nullable(),
          roleLabel: z.object({ ja: z.string(), en: z.string() }),
          /** Whether the invited already have a password here: they confirm it instead of choosing one. */
          known: z.boolean(),
          expiresAt: instantSchema,
        }),
      ),
    accept: exchange
      .route({
        method: 'POST',
        path: '/invitations/accept',
        tags: ['access'],
        summary: 'Join by an invitation link, and sign in',
      })
      .meta({ mayCall: 'anybody' })
      .input(
        z.object({
          token: tokenSchema,
          /** Needed of somebody new. */
          name: nameSchema.optional(),
          password: passwordSchema,
          locale: localeSchema.optional(),
        }),
      )
      .output(meSchema),
  },
  audit: {
    list: exchange
      .route({ method: 'GET', path: '/audit', tags: ['access'], summary: 'Who changed what, newest first' })
      .meta({ mayCall: 'audit.read' })
      .input(
        pageQuery.extend({
          cursor: idSchema.optional(),
          subjectId: z.string().max(100).optional(),
          accountId: idSchema.optional(),
          personId: idSchema.optional(),
          /** The beginning of an action's name, e.g. `account.` */
          action: z.string().max(60).optional(),
        }),
      )
      .output(z.object({ entries: z.array(auditEntrySchema), nextCursor: z.string().nullable() })),
  },
}
