import { z } from 'zod'
import { fieldClasses, idSchema, instantSchema, permissions, rowScopes } from '#kernel/exchange.ts'

export const localeSchema = z.enum(['ja', 'en'])
export const tokenSchema = z.string().min(20).max(200)
/** Length and commonness are judged by rules that say which one was broken, not by the schema. */
export const passwordSchema = z.string().max(1000)
export const nameSchema = z.string().trim().min(1).max(200)
export const emailSchema = z
  .string()
  .trim()
  .max(254)
  .transform((text) => text.normalize('NFKC').toLowerCase())
  .pipe(z.email())

export const workspaceSettings = {
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
  /** Which customers I reach. */
  rowScope: z.enum(rowScopes),
  /** Which kinds of fields I see. */
  fieldClasses: z.array(z.enum(fieldClasses)),
  /** The language of this person, else of the workspace. */
  locale: localeSchema,
  workspace: z.object({ id: idSchema, ...workspaceSettings }),
  /** Whether a company's identity provider vouches for this session: it is bound to this workspace then. */
  vouched: z.boolean(),
  /** What the workspace's sign-in policy still asks for before anything else; null: nothing. */
  owes: z.enum(['factor']).nullable(),
  /** As whom I look at present, and until when; null: as myself. */
  viewing: z
    .object({
      as: z.enum(['person', 'role']),
      label: z.object({ ja: z.string(), en: z.string() }),
      since: instantSchema,
      until: instantSchema,
    })
    .nullable(),
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
  rowScope: z.enum(rowScopes),
  fieldClasses: z.array(z.enum(fieldClasses)),
  builtIn: z.boolean(),
  /** How many people hold it, suspended ones too. */
  holders: z.number().int(),
})
export type Role = z.infer<typeof roleSchema>

/** A name of a role in both languages. */
export const roleLabelSchema = z.object({
  ja: z.string().trim().min(1).max(60),
  en: z.string().trim().min(1).max(60),
})

export const teamSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** Ours, or the people of a partner company. */
  kind: z.enum(['own', 'partner']),
  members: z.array(z.object({ personId: idSchema, name: z.string(), leads: z.boolean() })),
})
export type Team = z.infer<typeof teamSchema>

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
  /** Null: a customer's own person, or Banso itself. */
  person: z.object({ id: idSchema, name: z.string() }).nullable(),
  contact: z.object({ id: idSchema, name: z.string() }).nullable(),
  action: z.string(),
  subjectId: z.string(),
  accountId: idSchema.nullable(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  origin: z.string(),
})
export type AuditEntry = z.infer<typeof auditEntrySchema>

export const done = z.object({ done: z.literal(true) })
