import { z } from 'zod'
import { daySchema, exchange, idSchema, instantSchema, pageQuery } from '#kernel/exchange.ts'
import { entryTypes } from '../core/words.ts'

/** A text in parts: what was looked for, and what stands around it. */
const passagesSchema = z.array(z.object({ text: z.string(), isFound: z.boolean() }))

export const foundSchema = z.object({
  type: z.enum(entryTypes),
  id: idSchema,
  /** Of an activity; else the type again. */
  kind: z.string(),
  at: instantSchema,
  account: z.object({ id: idSchema, name: z.string() }),
  /** Who took part: the customer's people, then ours. */
  people: z.array(z.string()),
  title: passagesSchema,
  excerpt: passagesSchema,
})

export const searchRoute = exchange
  .route({
    method: 'GET',
    path: '/timeline/search',
    tags: ['timeline'],
    summary: 'Search everything that was said with customers, latest first',
  })
  .meta({ mayCall: 'accounts.read' })
  .input(
    z.object({
      ...pageQuery.shape,
      /** Words or parts of words, all of which are found: of any width, in either kana. */
      search: z.string().trim().min(1).max(200),
      accountId: idSchema.optional(),
      /** Who of ours wrote it down. */
      authorId: idSchema.optional(),
      /** Types and kinds separated by commas: `inquiry,survey,meeting`. Left out: everything. */
      kinds: z.string().max(200).optional(),
      /** Days of the workspace, both included. */
      from: daySchema.optional(),
      until: daySchema.optional(),
    }),
  )
  .output(
    z.object({
      rows: z.array(foundSchema),
      next: z.string().nullable(),
      /** Whether all that was ever written is searched: not yet, for a while after an update from before there was a search. */
      isComplete: z.boolean(),
    }),
  )
