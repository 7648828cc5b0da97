import { z } from 'zod'
import { stakeholderRoles, touchModels } from '#capabilities/accounts/core/words.ts'
import { daySchema, exchange, idSchema } from '#kernel/exchange.ts'
import { definitionSchema, itemSchema, nameSchema, rowSchema } from './contract/item.ts'
import { sheetRoutes } from './contract/sheets.ts'
import { contentSorts, formats, kinds, statuses } from './core/words.ts'

const get = (path: `/${string}`, summary: string) =>
  exchange.route({ method: 'GET', path, tags: ['content'], summary }).meta({ mayCall: 'accounts.read' })
const manage = (method: 'POST' | 'PUT' | 'PATCH', path: `/${string}`, summary: string) =>
  exchange.route({ method, path, tags: ['content'], summary }).meta({ mayCall: 'content.manage' })

/** What the library is narrowed down by. */
export const contentQuery = z.object({
  search: z.string().max(200).optional(),
  kind: z.enum(kinds).optional(),
  format: z.enum(formats).optional(),
  status: z.enum([...statuses, 'current', 'all']).default('current'),
  phase: z.string().max(64).optional(),
  touch: z.enum(touchModels).optional(),
  role: z.enum(stakeholderRoles).optional(),
  owner: z.union([idSchema, z.literal('nobody')]).optional(),
  /** Only those whose review is due. */
  due: z.enum(['yes']).optional(),
})

const one = z.object({ id: idSchema })
const list = z.object({ items: z.array(rowSchema), total: z.number().int() })

export const contentContract = {
  list: get('/content', 'The items of the library')
    .input(
      contentQuery.extend({
        sort: z.enum(contentSorts).default('title'),
        direction: z.enum(['down', 'up']).default('up'),
      }),
    )
    .output(list),
  names: get(
    '/content/names',
    'What can be named by steps: every item that was published, retired ones included',
  ).output(z.object({ items: z.array(nameSchema) })),
  get: get('/content/{id}', 'One item, as it is written and as it is shown').input(one).output(itemSchema),
  version: get('/content/{id}/versions/{version}', 'What a published version says')
    .input(one.extend({ version: z.coerce.number().int().min(1) }))
    .output(definitionSchema),
  create: manage('POST', '/content', 'Begin a new item')
    .input(
      z.object({
        kind: z.enum(kinds),
        format: z.enum(formats),
        title: z.string().trim().min(1).max(120),
        language: z.enum(['ja', 'en']),
      }),
    )
    .output(itemSchema),
  write: manage('PUT', '/content/{id}/draft', 'Keep what is being written')
    .input(one.extend({ draft: z.number().int(), definition: definitionSchema }))
    .output(itemSchema),
  publish: manage('POST', '/content/{id}/versions', 'Publish what was written as a new version')
    .input(one.extend({ draft: z.number().int(), note: z.string().trim().max(500) }))
    .output(itemSchema),
  restore: manage('PUT', '/content/{id}/draft/version', 'Put a published version in the place of the draft')
    .input(one.extend({ draft: z.number().int(), version: z.number().int() }))
    .output(itemSchema),
  update: manage('PATCH', '/content/{id}', 'Say who keeps an item right, and when it is looked at next')
    .input(one.extend({ ownerId: idSchema.nullable().optional(), reviewOn: daySchema.nullable().optional() }))
    .output(itemSchema),
  retire: manage('PUT', '/content/{id}/retired', 'Offer an item no longer, or again')
    .input(one.extend({ retired: z.boolean() }))
    .output(itemSchema),
  copy: manage('POST', '/content/{id}/copy', 'Begin a new item with what another one says')
    .input(one)
    .output(itemSchema),
  remove: manage('PUT', '/content/{id}/removed', 'Remove an item that was never published, or bring it back')
    .input(one.extend({ removed: z.boolean() }))
    .output(z.object({})),
  addStarters: manage('POST', '/content/starters', 'Add the ready-made items that are not there yet').output(
    z.object({ added: z.number().int() }),
  ),
  ...sheetRoutes,
  opened: exchange
    .route({
      method: 'POST',
      path: '/content/{id}/reads',
      tags: ['content'],
      summary: 'Tell that one has opened an item',
    })
    .meta({ mayCall: 'accounts.read' })
    .input(one)
    .output(z.object({})),
}
