import { z } from 'zod'
import { daySchema, exchange, idSchema, pageQuery } from '#kernel/exchange.ts'
import { measureRoutes } from './contract/measures.ts'
import { nameSchema, roleSchema, stepContent } from './contract/parts.ts'
import { goalSchema, planSchema, stateSchema } from './contract/plan.ts'
import { templateRoutes } from './contract/templates.ts'
import { labelSchema } from '#capabilities/facts/contract/seen.ts'
import { mostSteps } from './core/template.ts'
import { planSorts, planStatuses, standings } from './core/words.ts'

const keySchema = z.string().max(64)
const textSchema = z.string().trim().max(2000)

/** Which plans: of customers that are not archived; what was removed is in no list. */
export const planQuery = z.object({
  standing: z.enum([...standings, 'running', 'done', 'stopped', 'all']).default('running'),
  template: keySchema.optional(),
  /** A person who has the customer as CSM; `nobody`: customers without one. */
  owner: z.union([idSchema, z.literal('nobody')]).optional(),
  /** The step, by its key in the template, that holds plans up. */
  step: keySchema.optional(),
})

const rowSchema = z.object({
  id: idSchema,
  account: z.object({ id: idSchema, name: z.string() }),
  name: z.string(),
  status: z.enum(planStatuses),
  standing: z.enum(standings).nullable(),
  kickOffOn: daySchema,
  targetOn: daySchema.nullable(),
  finishOn: daySchema.nullable(),
  slipDays: z.number().int().nullable(),
  lateSteps: z.number().int(),
  donePercent: z.number(),
  owner: z.object({ id: idSchema, name: z.string() }).nullable(),
  heldUpBy: z.object({ key: z.string(), name: labelSchema }).nullable(),
})

const get = (path: `/${string}`, summary: string) =>
  exchange.route({ method: 'GET', path, tags: ['plans'], summary }).meta({ mayCall: 'accounts.read' })
const write = (method: 'POST' | 'PUT' | 'PATCH', path: `/${string}`, summary: string) =>
  exchange.route({ method, path, tags: ['plans'], summary }).meta({ mayCall: 'accounts.write' })

const one = z.object({ id: idSchema })
/** The version that was seen: a change made meanwhile is not overwritten. */
const change = one.extend({ version: z.number().int() })

const stepEdit = stepContent.extend({
  agreedDueOn: daySchema.nullable(),
  after: z.array(idSchema).max(20),
})

export const plansContract = {
  list: get('/plans', 'Plans of all customers')
    .input(
      planQuery.extend({
        ...pageQuery.shape,
        sort: z.enum(planSorts).default('slip'),
        direction: z.enum(['down', 'up']).default('down'),
      }),
    )
    .output(z.object({ rows: z.array(rowSchema), next: z.string().nullable() })),
  totals: get('/plans/totals', 'How many plans are on time, late or stuck, and at which steps')
    .input(planQuery.omit({ standing: true, step: true }))
    .output(
      z.object({
        on_time: z.number().int(),
        late: z.number().int(),
        stuck: z.number().int(),
        done: z.number().int(),
        stopped: z.number().int(),
        /** The steps that hold most plans up, the most first. */
        heldUpBy: z.array(z.object({ key: z.string(), name: labelSchema, plans: z.number().int() })),
      }),
    ),
  ofAccount: get('/accounts/{id}/plans', "A customer's plans, the running ones first")
    .input(one)
    .output(z.object({ plans: z.array(planSchema) })),
  get: get('/plans/{id}', 'One plan with its steps, dates, people and forecast').input(one).output(planSchema),
  create: write('POST', '/plans', 'Make a plan for a customer from a template')
    .input(
      z.object({
        accountId: idSchema,
        template: keySchema,
        name: z.string().trim().max(120).optional(),
        kickOffOn: daySchema,
        targetOn: daySchema.nullable(),
      }),
    )
    .output(planSchema),
  update: write('PATCH', '/plans/{id}', 'Change what a plan is for, its goals and its dates')
    .input(
      change.extend({
        name: z.string().trim().min(1).max(120).optional(),
        kickOffOn: daySchema.optional(),
        targetOn: daySchema.nullable().optional(),
        purpose: textSchema.optional(),
        policy: textSchema.optional(),
        goals: z.array(goalSchema).max(20).optional(),
      }),
    )
    .output(planSchema),
  move: write('PUT', '/plans/{id}/status', 'Stop a plan, let it go on, remove it or bring it back')
    .input(
      change.extend({
        move: z.enum(['stop', 'resume', 'remove', 'restore']),
        reason: z.string().trim().max(500).optional(),
      }),
    )
    .output(planSchema),
  arrange: write(
    'PUT',
    '/plans/{id}/stages',
    'Rename, add, move and take away stages, and say which steps stand in them',
  )
    .input(
      change.extend({
        /** In their order, each with its steps in theirs; every step of the plan stands in one. */
        stages: z
          .array(z.object({ id: idSchema, name: nameSchema, steps: z.array(idSchema).max(mostSteps) }))
          .min(1)
          .max(20),
      }),
    )
    .output(planSchema),
  setPart: write(
    'PUT',
    '/plans/{id}/people/{role}',
    'Say who has a role in a plan, with how much time, and agrees to it',
  )
    .input(
      one.extend({
        role: roleSchema,
        /** The version of this part that was seen, 0 where nobody had it yet: steps that are ticked meanwhile do not count. */
        version: z.number().int(),
        contactId: idSchema.nullable(),
        personId: idSchema.nullable(),
        duty: z.string().trim().max(500),
        hoursAWeek: z.number().min(0).max(60).nullable(),
        agreedOn: daySchema.nullable(),
        agreement: z.string().trim().max(500),
      }),
    )
    .output(planSchema),
  addStep: write('POST', '/plans/{id}/steps', 'Add a step to a plan')
    .input(one.extend({ stageId: idSchema, ...stepEdit.shape }))
    .output(planSchema),
  editStep: write('PATCH', '/plan-steps/{id}', 'Change a step of a plan')
    .input(change.extend(stepEdit.shape))
    .output(planSchema),
  setStep: write('PUT', '/plan-steps/{id}/state', 'Begin, finish, skip or open a step')
    .input(change.extend({ state: stateSchema }))
    .output(planSchema),
  removeStep: write('PUT', '/plan-steps/{id}/removed', 'Take a step out of a plan, or bring it back')
    .input(change.extend({ removed: z.boolean() }))
    .output(planSchema),
  ...templateRoutes,
  ...measureRoutes,
}
