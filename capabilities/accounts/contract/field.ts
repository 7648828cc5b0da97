import { z } from 'zod'
import { exchange, idSchema, instantSchema } from '#kernel/exchange.ts'
import { fieldTypes } from '../core/customField.ts'

const label = z.string().trim().min(1).max(100)
const keySchema = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)

export const fieldChoiceSchema = z.object({ key: keySchema, labelJa: label, labelEn: label })

export const fieldSchema = z.object({
  id: idSchema,
  subject: z.enum(['account', 'contact']),
  /** Of accounts: the fact is `field.<key>`. */
  key: keySchema,
  type: z.enum(fieldTypes),
  labelJa: label,
  labelEn: label,
  help: z.string().nullable(),
  choices: z.array(fieldChoiceSchema),
  /** Key of the phase from which an account must have a value. */
  requiredFromPhase: z.string().nullable(),
  ownerId: idSchema.nullable(),
  position: z.number().int(),
  /** Not everybody is to see its values: roles say who does. */
  sensitive: z.boolean(),
  archivedAt: instantSchema.nullable(),
  /** How many records have a value; null where it was not asked for. */
  inUse: z.number().int().nullable(),
})

export const fieldChangeSchema = z.object({
  labelJa: label.optional(),
  labelEn: label.optional(),
  help: z.string().trim().max(1000).nullable().optional(),
  /** All choices in their order. One that is in use cannot be left out. */
  choices: z.array(fieldChoiceSchema).max(200).optional(),
  requiredFromPhase: z.string().max(60).nullable().optional(),
  ownerId: idSchema.nullable().optional(),
  position: z.number().int().min(0).max(10_000).optional(),
  sensitive: z.boolean().optional(),
})

export const newFieldSchema = fieldChangeSchema.extend({
  subject: z.enum(['account', 'contact']),
  key: keySchema,
  type: z.enum(fieldTypes),
  labelJa: label,
  labelEn: label,
})

const field = (path: `/${string}`, method: 'GET' | 'POST' | 'PATCH', summary: string) =>
  exchange.route({ method, path, tags: ['fields'], summary })

export const fieldRoutes = {
  list: field('/fields', 'GET', "The company's own fields")
    .meta({ mayCall: 'accounts.read' })
    .input(
      z.object({
        subject: z.enum(['account', 'contact']).optional(),
        archived: z.enum(['without', 'with']).default('without'),
        counts: z.enum(['without', 'with']).default('without'),
      }),
    )
    .output(z.object({ rows: z.array(fieldSchema) })),
  create: field('/fields', 'POST', 'Add a field: at once in lists, conditions, imports and the API')
    .meta({ mayCall: 'fields.manage' })
    .input(newFieldSchema)
    .output(fieldSchema),
  update: field('/fields/{id}', 'PATCH', 'Change labels, help, choices or place of a field')
    .meta({ mayCall: 'fields.manage' })
    .input(fieldChangeSchema.extend({ id: idSchema }))
    .output(fieldSchema),
  archive: field('/fields/{id}/archive', 'POST', 'Take a field out of use; its values are kept')
    .meta({ mayCall: 'fields.manage' })
    .input(z.object({ id: idSchema }))
    .output(fieldSchema),
  restore: field('/fields/{id}/restore', 'POST', 'Bring an archived field back with its values')
    .meta({ mayCall: 'fields.manage' })
    .input(z.object({ id: idSchema }))
    .output(fieldSchema),
}
