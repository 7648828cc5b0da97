import { z } from 'zod'
import { daySchema, exchange, idSchema } from '#kernel/exchange.ts'
import { blockerSides } from '../core/words.ts'

/** What keeps an account from going on. */
export const blockerSchema = z.object({
  id: idSchema,
  /** The phase it was in then. */
  phase: z.string(),
  side: z.enum(blockerSides),
  what: z.string(),
  /** Who has to do something about it. */
  who: z.string(),
  note: z.string(),
  sinceOn: daySchema,
  /** null: it still blocks. */
  resolvedOn: daySchema.nullable(),
  days: z.number().int(),
  by: z.object({ id: idSchema, name: z.string() }),
})
export type BlockerAnswer = z.infer<typeof blockerSchema>

const told = {
  side: z.enum(blockerSides),
  what: z.string().trim().min(1).max(300),
  who: z.string().trim().max(200).default(''),
  note: z.string().trim().max(2000).default(''),
  sinceOn: daySchema,
}
const one = z.object({ id: idSchema, blockerId: idSchema })

const change = (method: 'POST' | 'PUT' | 'DELETE', path: `/${string}`, summary: string) =>
  exchange.route({ method, path, tags: ['journey'], summary }).meta({ mayCall: 'journey.move' })

export const addBlockerRoute = change(
  'POST',
  '/accounts/{id}/blockers',
  'Take down what keeps an account from going on',
)
  .input(z.object({ id: idSchema, ...told }))
  .output(blockerSchema)

export const changeBlockerRoute = change('PUT', '/accounts/{id}/blockers/{blockerId}', 'Change what was taken down')
  .input(one.extend(told))
  .output(blockerSchema)

export const resolveBlockerRoute = change(
  'POST',
  '/accounts/{id}/blockers/{blockerId}/resolved',
  'Say that it does not block any longer, or that it does again (null)',
)
  .input(one.extend({ resolvedOn: daySchema.nullable() }))
  .output(blockerSchema)

export const removeBlockerRoute = change(
  'DELETE',
  '/accounts/{id}/blockers/{blockerId}',
  'Take away what was taken down by mistake',
)
  .input(one)
  .output(z.object({ removed: z.literal(true) }))
