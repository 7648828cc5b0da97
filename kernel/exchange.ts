import { oc } from '@orpc/contract'
import { z } from 'zod'

/** What a role can allow. Roles are data: a named set of these (`access`). */
export const permissions = [
  'workspace.manage',
  'people.manage',
  'audit.read',
  'fields.manage',
  'segments.manage',
  'accounts.read',
  'accounts.write',
  'accounts.create',
  'accounts.export',
  'views.share',
  'imports.run',
  'ingest.read',
  'ingest.manage',
  'journey.read',
  'journey.move',
  'journey.manage',
  'health.read',
  'health.manage',
  'signals.read',
  'signals.manage',
  'ctas.work',
  'content.manage',
  'outreach.manage',
] as const
export type Permission = (typeof permissions)[number]

/**
 * Which customers a role reaches: all, those of the person's teams, those the person looks after, or those handed to the
 * person's partner company. PostgreSQL enforces it (`capabilities/accounts/server/reach.sql`).
 */
export const rowScopes = ['all', 'team', 'book', 'partner'] as const
export type RowScope = (typeof rowScopes)[number]

/**
 * Kinds of fields that a role may be kept from: amounts of money, what tells who a customer's people are and how to reach
 * them, and own fields that CS Ops marked as sensitive.
 */
export const fieldClasses = ['money', 'personal', 'sensitive'] as const
export type FieldClass = (typeof fieldClasses)[number]

/** Of what a route tells much at once, so that reading it is recorded. */
export const bulkKinds = ['accounts', 'contacts', 'product_users', 'events', 'timeline', 'mails', 'imports'] as const
export type BulkKind = (typeof bulkKinds)[number]

/**
 * Who may call a route: anybody, a guest (a customer's own person who came in by a personal link), anybody signed in, or
 * whoever holds a permission. A guest calls nothing else, and nobody but a guest calls what is for guests. A route that
 * states nothing is refused at start.
 * `person`: no program may call it by a key, whatever the key allows.
 * `proof`: whoever is signed in has to have proven lately who they are.
 * `owing`: also whoever still owes the second factor that their workspace asks for may call it.
 * `viewing`: also whoever looks as somebody else would see may call it, who else only reads: also a question that is sent as a body.
 * `bulk`: it tells of many at once, and of what; who reads it is recorded.
 * `sees`: nobody may call it who does not see these classes of fields: it tells of nothing else, or works with the values.
 * `whenFull`: also while the disk is nearly full: it only looks, or makes room.
 */
export type RouteMeta = {
  mayCall: 'anybody' | 'guest' | 'signedIn' | Permission | 'undeclared'
  person?: true
  proof?: 'fresh'
  owing?: true
  viewing?: true
  sees?: readonly FieldClass[]
  whenFull?: true
  bulk?: BulkKind
}

/** One refused value: where it stands, what it was, and which rule it broke (a key of the interface's texts). */
export const issueSchema = z.object({
  field: z.string(),
  line: z.number().int().optional(),
  column: z.string().optional(),
  value: z.string().optional(),
  rule: z.string(),
})
export type Issue = z.infer<typeof issueSchema>

/** A sign-in or a new proof that waits for a second factor: a code of the app, or what a passkey signs. */
export const awaitedSchema = z.object({
  ticket: z.string(),
  totp: z.boolean(),
  /** What to ask the browser for (WebAuthn, as JSON); null where no passkey will do here. */
  passkey: z.record(z.string(), z.unknown()).nullable(),
})
export type AwaitedProof = z.infer<typeof awaitedSchema>

/**
 * The base every capability's contract is built on. Errors that any route may answer with stand here; each carries a
 * machine-readable code, and is sent as a problem document (RFC 9457).
 */
export const exchange = oc.$meta<RouteMeta>({ mayCall: 'undeclared' }).errors({
  UNAUTHORIZED: { status: 401 },
  /** The password was right; what is still to be proven, and with what. */
  FACTOR_NEEDED: { status: 401, data: awaitedSchema },
  /** Prove once more who you are, then ask again. */
  PROOF_NEEDED: { status: 403 },
  /** The workspace asks for a second factor: set one up first. */
  FACTOR_OWED: { status: 403 },
  /** Whoever looks as somebody else would see changes nothing, takes nothing out, and sees nothing of what is theirs alone. */
  VIEWING: { status: 403 },
  FORBIDDEN: { status: 403, data: z.object({ needs: z.string() }).optional() },
  NOT_FOUND: { status: 404 },
  CONFLICT: { status: 409, data: z.object({ issues: z.array(issueSchema) }).optional() },
  REFUSED: { status: 422, data: z.object({ issues: z.array(issueSchema) }) },
  TOO_MANY: { status: 429, data: z.object({ retryAfterSeconds: z.number() }).optional() },
  UNAVAILABLE: { status: 503, data: z.object({ part: z.string() }).optional() },
  /** The disk is full, or so nearly that only what lets people in or makes room is taken in. */
  NO_SPACE: { status: 507 },
})

/** A page of a list is asked for by cursor: opaque, from the answer before. */
export const pageQuery = z.object({
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/**
 * How a list is written into a CSV file. UTF-8 carries a byte order mark, so that spreadsheets recognise it; CP932 is for
 * software that knows nothing else.
 */
export const csvQuery = z.object({
  encoding: z.enum(['utf-8', 'cp932']).default('utf-8'),
  locale: z.enum(['ja', 'en']).default('ja'),
})

export const idSchema = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
/** A day that exists: 2026-02-30 is refused. */
export const daySchema = z.iso.date()
export const instantSchema = z.iso.datetime()
export const moneySchema = z.object({ amount: z.number().int(), currency: z.string().length(3) })
