import { z } from 'zod'
import { bulkKinds, daySchema, exchange, fieldClasses, idSchema, instantSchema } from '#kernel/exchange.ts'

// It tells of all customers and of whoever works here, and ends what others have open.
const kit = { mayCall: 'workspace.manage', person: true, sees: fieldClasses } as const

/** Where a leak is looked for: days of the workspace, both included, and by whom, by which key or from which address if that is known. */
export const incidentQuery = z.object({
  from: daySchema,
  to: daySchema,
  personId: idSchema.optional(),
  keyId: idSchema.optional(),
  address: z.string().trim().min(1).max(60).optional(),
})

/** The list of people whose data may have been read, for a report; raw, because it streams. */
export const incidentPeoplePath = '/api/v1/privacy/incident/people.csv'

const named = z.object({ id: idSchema, name: z.string() })
const by = z.object({ person: named.nullable(), keyName: z.string().nullable() })

const traceSchema = z.object({
  /** Tries to sign in, those turned down included. */
  signIns: z.array(
    by.extend({
      at: instantSchema,
      address: z.string().nullable(),
      proof: z.string().nullable(),
      isDenied: z.boolean(),
    }),
  ),
  /** Sessions that are open still and were used then. */
  sessions: z.array(
    by.extend({
      at: instantSchema,
      lastUsedAt: instantSchema,
      address: z.string().nullable(),
      device: z.object({ browser: z.string().nullable(), system: z.string().nullable() }),
    }),
  ),
  reads: z.array(
    by.extend({
      at: instantSchema,
      lastAt: instantSchema,
      keyId: idSchema.nullable(),
      kind: z.enum(bulkKinds),
      reads: z.number().int(),
      shown: z.number().int(),
      /** Of how many customers; with `across`: of all within reach, or of too many to name. */
      accounts: z.number().int(),
      across: z.boolean(),
      addresses: z.array(z.string()),
    }),
  ),
  /** What was taken out as a file, by the name it has in the record of changes. */
  exports: z.array(by.extend({ at: instantSchema, action: z.string(), subjectId: z.string() })),
  /** Whether there is more than is shown, of any of these. */
  more: z.boolean(),
})
export type IncidentTrace = z.infer<typeof traceSchema>

/** What would be ended, or was. */
const closedSchema = z.object({
  sessions: z.number().int(),
  keys: z.number().int(),
  /** Personal links of customers' people, and links to join or to choose a password. */
  links: z.number().int(),
})
export type IncidentClosed = z.infer<typeof closedSchema>

/** Of whom; nobody named: of everybody. The session that asks stays open. */
const ofWhom = z.object({ personId: idSchema.optional() })

const deadlinesSchema = z.object({
  /** The first report is due about then: from the third to the fifth day. */
  firstFrom: daySchema,
  firstBy: daySchema,
  /** The full one, and where somebody may have meant harm. */
  fullBy: daySchema,
  fullByIfMeant: daySchema,
})

/** What an administrator does when something leaked. */
export const incidentRoutes = {
  trace: exchange
    .route({ method: 'GET', path: '/privacy/incident', tags: ['privacy'], summary: 'Who was where, and read what' })
    .meta(kit)
    .input(incidentQuery)
    .output(traceSchema),
  people: exchange
    .route({
      method: 'GET',
      path: '/privacy/incident/people',
      tags: ['privacy'],
      summary: 'How many people’s data may have been read',
    })
    .meta(kit)
    .input(incidentQuery)
    .output(z.object({ people: z.number().int(), accounts: z.number().int(), everybody: z.boolean() })),
  deadlines: exchange
    .route({
      method: 'GET',
      path: '/privacy/incident/deadlines',
      tags: ['privacy'],
      summary: 'By when a leak is to be reported (APPI)',
    })
    .meta(kit)
    .input(z.object({ knownOn: daySchema }))
    .output(deadlinesSchema),
  stock: exchange
    .route({
      method: 'GET',
      path: '/privacy/incident/stock',
      tags: ['privacy'],
      summary: 'What is open and would be closed',
    })
    .meta(kit)
    .input(ofWhom)
    .output(closedSchema),
  close: exchange
    .route({
      method: 'POST',
      path: '/privacy/incident/closure',
      tags: ['privacy'],
      summary: 'End sessions, take keys back, turn links off',
    })
    .meta({ ...kit, proof: 'fresh' })
    .input(ofWhom.extend({ sessions: z.boolean(), keys: z.boolean(), links: z.boolean() }))
    .output(closedSchema),
}
