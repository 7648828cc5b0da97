import { z } from 'zod'
import { brandSchema } from '#capabilities/access/contract/portal.ts'
import { bodySchema, text } from '#capabilities/content/contract/item.ts'
import { formats } from '#capabilities/content/core/words.ts'
import { labelSchema } from '#capabilities/facts/contract/seen.ts'
import { exchange, idSchema } from '#kernel/exchange.ts'
import { roleSchema } from './parts.ts'

/** A template as anybody reads it: the way, without anybody's name or dates. */
const pageSchema = z.object({
  company: brandSchema,
  name: labelSchema,
  aim: labelSchema,
  stages: z.array(
    z.object({
      key: z.string(),
      name: labelSchema,
      steps: z.array(
        z.object({
          key: z.string(),
          name: labelSchema,
          help: labelSchema,
          role: roleSchema,
          effortHours: z.number(),
          /** What anybody may read of what the step gives. */
          content: z.array(z.object({ key: z.string(), title: text(120), format: z.enum(formats) })),
        }),
      ),
    }),
  ),
})
export type TemplatePageAnswer = z.infer<typeof pageSchema>

const publicItemSchema = z.object({ key: z.string(), title: text(120), summary: text(500), body: bodySchema })
export type PublicItemAnswer = z.infer<typeof publicItemSchema>

const keySchema = z.string().max(64)
const placeSchema = z.object({
  /** Where the page is; null: it is not public. */
  path: z.string().nullable(),
  /** What the steps of the customer's side give, and whether the page shows it to anybody. */
  content: z.array(z.object({ id: idSchema, title: text(120), isShown: z.boolean() })),
})
export type TemplatePlace = z.infer<typeof placeSchema>

/** The public page of a template, for customers without a CSM. */
export const pageRoutes = {
  publicPage: exchange
    .route({
      method: 'GET',
      path: '/public-plans/{token}/{key}',
      tags: ['portal'],
      summary: 'A template that is public',
    })
    .meta({ mayCall: 'anybody' })
    .input(z.object({ token: z.string().max(60), key: keySchema }))
    .output(pageSchema),
  publicItem: exchange
    .route({
      method: 'GET',
      path: '/public-plans/{token}/{key}/content/{item}',
      tags: ['portal'],
      summary: 'What a step of a public template gives to anybody',
    })
    .meta({ mayCall: 'anybody' })
    .input(z.object({ token: z.string().max(60), key: keySchema, item: keySchema }))
    .output(publicItemSchema),
  pageOf: exchange
    .route({
      method: 'GET',
      path: '/plan-templates/{key}/page',
      tags: ['portal'],
      summary: 'Whether a template is public',
    })
    .meta({ mayCall: 'accounts.read' })
    .input(z.object({ key: keySchema }))
    .output(placeSchema),
  setPage: exchange
    .route({
      method: 'PUT',
      path: '/plan-templates/{key}/page',
      tags: ['portal'],
      summary: 'Make a template public, or no longer',
    })
    .meta({ mayCall: 'journey.manage' })
    .input(z.object({ key: keySchema, isPublic: z.boolean() }))
    .output(placeSchema),
}
