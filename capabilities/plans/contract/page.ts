import { z } from 'zod'
import { brandSchema } from '#capabilities/access/contract/portal.ts'
import { labelSchema } from '#capabilities/facts/contract/seen.ts'
import { exchange } from '#kernel/exchange.ts'
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
        }),
      ),
    }),
  ),
})
export type TemplatePageAnswer = z.infer<typeof pageSchema>

const keySchema = z.string().max(64)
/** Where the page is; null: it is not public. */
const placeSchema = z.object({ path: z.string().nullable() })

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
