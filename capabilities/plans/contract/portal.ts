import { z } from 'zod'
import { brandSchema } from '#capabilities/access/contract/portal.ts'
import { labelSchema } from '#capabilities/facts/contract/seen.ts'
import { daySchema, exchange, idSchema, instantSchema } from '#kernel/exchange.ts'
import { evidences, planStatuses, sides, theirRoles } from '../core/words.ts'
import { roleSchema } from './parts.ts'
import { goalSchema } from './plan.ts'

export const guestRoleSchema = z.enum(theirRoles)
const whoSchema = z.object({ name: z.string(), side: z.enum(sides) })

const stepSchema = z.object({
  id: idSchema,
  stageId: idSchema,
  name: labelSchema,
  help: labelSchema,
  role: roleSchema,
  side: z.enum(sides),
  who: z.string().nullable(),
  isMine: z.boolean(),
  state: z.enum(['waiting', 'ready', 'doing', 'done', 'skipped']),
  /** What it waits for, and with whom. */
  waitsFor: z.array(z.object({ name: labelSchema, role: roleSchema, who: z.string().nullable() })),
  startOn: daySchema,
  dueOn: daySchema,
  endOn: daySchema,
  isLate: z.boolean(),
  effortHours: z.number(),
  closes: z.enum(evidences),
  closedBy: z.string().nullable(),
  /** Keys of what there is to read or to answer. */
  content: z.array(z.string()),
  mayFinish: z.boolean(),
  mayReopen: z.boolean(),
})
export type PortalStep = z.infer<typeof stepSchema>

const saidSchema = z.object({ id: idSchema, by: whoSchema, body: z.string(), at: instantSchema })
const threadSchema = saidSchema.extend({
  stepId: idSchema.nullable(),
  /** Of a question of theirs: since when it is answered. */
  answeredAt: instantSchema.nullable(),
  replies: z.array(saidSchema),
})
export type Thread = z.infer<typeof threadSchema>

const fileSchema = z.object({
  id: idSchema,
  stepId: idSchema.nullable(),
  name: z.string(),
  size: z.number().int(),
  by: whoSchema,
  at: instantSchema,
})
export type PlanFile = z.infer<typeof fileSchema>

/** What somebody of the customer sees of their plan; our own people see the same when they look through their eyes. */
export const portalSchema = z.object({
  company: brandSchema,
  account: z.string(),
  today: daySchema,
  guest: z.object({ name: z.string().nullable(), role: guestRoleSchema }),
  plan: z.object({
    name: z.string(),
    status: z.enum(planStatuses),
    kickOffOn: daySchema,
    targetOn: daySchema.nullable(),
    finishOn: daySchema.nullable(),
    donePercent: z.number(),
    purpose: z.string(),
    policy: z.string(),
    goals: z.array(goalSchema),
  }),
  stages: z.array(
    z.object({
      id: idSchema,
      name: labelSchema,
      state: z.enum(['done', 'now', 'ahead']),
      over: z.number().int(),
      all: z.number().int(),
    }),
  ),
  steps: z.array(stepSchema),
  /** Hours of work that are left for whoever looks. */
  hoursLeft: z.number(),
  /** Our people who help. */
  helpers: z.array(z.object({ role: roleSchema, name: z.string() })),
  /** Who takes part on the customer's side. */
  people: z.array(
    z.object({ role: roleSchema, name: z.string().nullable(), duty: z.string(), agreedOn: daySchema.nullable() }),
  ),
  agreement: z.object({ asked: z.boolean(), agreedOn: daySchema.nullable() }),
  mayInvite: z.boolean(),
  threads: z.array(threadSchema),
  files: z.array(fileSchema),
})
export type PortalAnswer = z.infer<typeof portalSchema>

const route = (method: 'GET' | 'POST' | 'PUT', path: `/${string}`, summary: string) =>
  exchange.route({ method, path, tags: ['portal'], summary }).meta({ mayCall: 'guest' })

const bodySchema = z.string().trim().min(1).max(4000)

/** What guests call: each of them is about the plan of their own link. */
export const guestRoutes = {
  read: route('GET', '/portal', 'My plan, as my part in it has it').output(portalSchema),
  visit: route('POST', '/portal/visits', 'I am looking at my plan').output(z.object({ done: z.literal(true) })),
  setDone: route('PUT', '/portal/steps/{id}/done', 'Say that a step of mine is done, or take it back')
    .input(z.object({ id: idSchema, done: z.boolean() }))
    .output(portalSchema),
  ask: route('POST', '/portal/questions', 'Ask about a step, or about the plan')
    .input(z.object({ stepId: idSchema.nullable(), body: bodySchema }))
    .output(portalSchema),
  agree: route('PUT', '/portal/agreement', 'Say that I have read the plan and agree').output(portalSchema),
  invite: route('POST', '/portal/invitations', 'Ask a colleague in: they get a link of their own by mail')
    .input(
      z.object({
        name: z.string().trim().min(1).max(100),
        email: z.string().trim().max(254).pipe(z.email()),
        role: guestRoleSchema,
      }),
    )
    .output(portalSchema),
}

export { bodySchema, fileSchema, threadSchema }
