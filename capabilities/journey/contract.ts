import { z } from 'zod'
import { clauseSchema, labelSchema } from '#capabilities/facts/contract/seen.ts'
import { daySchema, exchange, idSchema } from '#kernel/exchange.ts'
import { mapsContract } from './contract/maps.ts'
import { blockerSchema } from './contract/blockers.ts'
import { causes, evidences, latenesses, moves, sources } from './core/words.ts'

const personSchema = z.object({ id: idSchema, name: z.string() })

/** What is used at a place of a map: keys of templates of plans, and of items of the library. */
const links = { plans: z.array(z.string()), content: z.array(z.string()) }

/** A result inside a phase that can be told to be reached or not. */
const milestoneSchema = z.object({
  key: z.string(),
  label: labelSchema,
  help: labelSchema.nullable(),
  /** Whether the phase is left only with it. */
  exit: z.boolean(),
  /** In the condition language. */
  condition: z.string(),
  usualDays: z.number().int().nullable(),
  /** What is looked at to tell that it is reached, in the map's own words. */
  proof: labelSchema.nullable(),
  /** Keys of steps of plans; one of them done reaches it as well. */
  steps: z.array(z.string()),
  ...links,
})

const phaseSchema = z.object({
  key: z.string(),
  label: labelSchema,
  aim: labelSchema,
  /** Days an account usually stays; null: the phase has no end of its own. By touch model where it differs. */
  usualDays: z.number().int().nullable(),
  usualDaysByTouch: z.object({ high: z.number(), low: z.number(), tech: z.number() }).partial(),
  /** `automatic`: left when its exit criteria hold. `ask`: a person is asked first. */
  leave: z.enum(['automatic', 'ask']),
  milestones: z.array(milestoneSchema),
  obstacles: z.array(
    z.object({ label: labelSchema, side: z.enum(['system', 'operation', 'staff']), hint: labelSchema }),
  ),
  support: z.object({ high: z.array(labelSchema), low: z.array(labelSchema), tech: z.array(labelSchema) }),
})

export const mapSchema = z.object({
  id: idSchema,
  key: z.string(),
  version: z.number().int(),
  label: labelSchema,
  publishedAt: z.iso.datetime(),
  note: z.string().nullable(),
  watchAt: z.number(),
  stalledAt: z.number(),
  phases: z.array(phaseSchema),
})

/** A milestone as it stands for one account. */
const reachedSchema = milestoneSchema.extend({
  /** `met`: its condition holds, or somebody has confirmed it. */
  state: z.enum(['met', 'missing']),
  /** It was reached, and does not hold any more since then; how often that came about. */
  lostOn: daySchema.nullable(),
  losses: z.number().int(),
  /** By what a person saw it, and when. */
  evidence: z.enum(evidences).nullable(),
  evidenceOn: daySchema.nullable(),
  /** The first day it was reached; kept, also where it does not hold any longer. */
  reachedOn: daySchema.nullable(),
  source: z.enum(sources).nullable(),
  person: personSchema.nullable(),
  note: z.string().nullable(),
  clauses: z.array(clauseSchema),
  /** Its condition as a sentence; null: only somebody's word tells, or it says more than a sentence can. */
  said: labelSchema.nullable(),
})

/** How hard the phase is, 0 to 100 points, and of what the points are made. */
const struggleSchema = z.object({
  value: z.number(),
  word: z.enum(['easy', 'some', 'hard']),
  parts: z.array(
    z.object({
      key: z.enum(['time', 'returns', 'help']),
      points: z.number(),
      most: z.number(),
      /** Times over the usual stay, returns, calls for help a month; `full`: from where all points are given. */
      measure: z.number(),
      full: z.number(),
    }),
  ),
  /** Inquiries and questions while the account is there. */
  help: z.number().int(),
})

const currentSchema = z.object({
  entryId: idSchema,
  phase: z.string(),
  label: labelSchema,
  aim: labelSchema,
  enteredOn: daySchema,
  days: z.number().int(),
  usualDays: z.number().int().nullable(),
  lateness: z.enum(latenesses),
  struggle: struggleSchema,
  /** Share (percent) of customers like it who had gone on in fewer days; null: too few have gone on to say. */
  percentile: z.number().nullable(),
  /** How often the account has come back into this phase. */
  returns: z.number().int(),
  cause: z.enum(causes),
  leave: z.enum(['automatic', 'ask']),
  /** All exit criteria hold and a person is asked whether to go on. */
  mayLeave: z.boolean(),
  next: z.string().nullable(),
  /** Share of the phase's milestones that are met, 0 to 100. */
  donePercent: z.number(),
  milestones: z.array(reachedSchema),
  obstacles: phaseSchema.shape.obstacles,
  /** What we do for a customer of this touch model in this phase. */
  support: z.array(labelSchema.extend(links)),
  ...links,
})

/** One account's way so far: where it stands, what is missing to go on, and where it was from when to when. */
export const pathSchema = z.object({
  accountId: idSchema,
  map: z.object({ id: idSchema, key: z.string(), version: z.number().int(), label: labelSchema }),
  phases: z.array(
    z.object({
      key: z.string(),
      label: labelSchema,
      status: z.enum(['done', 'current', 'ahead', 'skipped']),
      /** Days spent there over all stays; null where the account never was. */
      days: z.number().int().nullable(),
      usualDays: z.number().int().nullable(),
    }),
  ),
  /** null: the account is new, and was not looked at yet. */
  current: currentSchema.nullable(),
  history: z.array(
    z.object({
      id: idSchema,
      phase: z.string(),
      label: labelSchema,
      enteredOn: daySchema,
      leftOn: daySchema.nullable(),
      days: z.number().int(),
      cause: z.enum(causes),
      person: personSchema.nullable(),
      reason: z.string().nullable(),
      /** It was taken back. */
      undone: z.boolean(),
      /** How it went, written down when it was over. */
      struggle: z.number().nullable(),
      percentile: z.number().nullable(),
      /** Why the account came in: the criteria that held then. */
      evidence: z.array(clauseSchema),
    }),
  ),
  /** Days of a light success that has grown so old that a deep goal is due; null: nothing of the kind. */
  oldLightDays: z.number().int().nullable(),
  /** Milestones of phases passed that do not hold any more. */
  regressed: z.array(
    z.object({ key: z.string(), label: labelSchema, phase: labelSchema, lostOn: daySchema.nullable() }),
  ),
  /** What keeps it from going on; what is resolved last. */
  blockers: z.array(blockerSchema),
  /** What may be done now; `why` names the rule that stands against it. */
  moves: z.array(z.object({ move: z.enum(moves), allowed: z.boolean(), why: z.string().nullable() })),
})
export type Path = z.infer<typeof pathSchema>

const account = z.object({ id: idSchema })

export const journeyContract = {
  editor: mapsContract,
  maps: exchange
    .route({ method: 'GET', path: '/journey/maps', tags: ['journey'], summary: 'The maps in force' })
    .meta({ mayCall: 'journey.read' })
    .output(z.object({ maps: z.array(mapSchema) })),
  path: exchange
    .route({
      method: 'GET',
      path: '/accounts/{id}/path',
      tags: ['journey'],
      summary: "One account's way: phase, criteria, history",
    })
    .meta({ mayCall: 'journey.read' })
    .input(account)
    .output(pathSchema),
  move: exchange
    .route({
      method: 'POST',
      path: '/accounts/{id}/phase',
      tags: ['journey'],
      summary: 'Put an account into another phase, with a reason',
    })
    .meta({ mayCall: 'journey.move' })
    .input(account.extend({ phase: z.string().max(64), reason: z.string().trim().min(1).max(2000) }))
    .output(pathSchema),
  undoMove: exchange
    .route({
      method: 'POST',
      path: '/accounts/{id}/phase/undo',
      tags: ['journey'],
      summary: 'Take back the move into the current phase',
    })
    .meta({ mayCall: 'journey.move' })
    .input(account.extend({ entryId: idSchema }))
    .output(pathSchema),
  reach: exchange
    .route({
      method: 'PUT',
      path: '/accounts/{id}/milestones/{milestone}',
      tags: ['journey'],
      summary: 'Confirm that a milestone is reached',
    })
    .meta({ mayCall: 'journey.move' })
    .input(
      account.extend({
        milestone: z.string().max(64),
        source: z.enum(['person', 'customer']).default('person'),
        note: z.string().trim().max(2000).optional(),
        /** What it was seen by: use, the customer's word, a visit; and on which day. */
        evidence: z.enum(evidences).optional(),
        evidenceOn: daySchema.optional(),
      }),
    )
    .output(pathSchema),
  unreach: exchange
    .route({
      method: 'DELETE',
      path: '/accounts/{id}/milestones/{milestone}',
      tags: ['journey'],
      summary: 'Take a confirmation back',
    })
    .meta({ mayCall: 'journey.move' })
    .input(account.extend({ milestone: z.string().max(64) }))
    .output(pathSchema),
}
