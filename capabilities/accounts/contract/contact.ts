import { z } from 'zod'
import { daySchema, exchange, idSchema, instantSchema } from '#kernel/exchange.ts'
import { gapKinds } from '../core/stakeholders.ts'
import { attitudes, stakeholderRoles } from '../core/words.ts'
import { customValuesSchema } from './value.ts'

const text = (max: number) => z.string().trim().max(max).nullable().optional()

/** What a person may write about a contact. Left out: leave as it is. null: clear. */
export const contactChangeSchema = z.object({
  name: z.string().trim().min(1).max(200).optional(),
  nameKana: text(200),
  department: text(200),
  title: text(200),
  email: z.union([z.email().max(320), z.null()]).optional(),
  phone: text(60),
  locale: text(20),
  roles: z.array(z.enum(stakeholderRoles)).max(5).optional(),
  influence: z.number().int().min(1).max(5).nullable().optional(),
  attitude: z.enum(attitudes).nullable().optional(),
  reportsTo: idSchema.nullable().optional(),
  joinedOn: daySchema.nullable().optional(),
  leftOn: daySchema.nullable().optional(),
  note: text(5000),
  externalId: text(200),
  custom: customValuesSchema.optional(),
})

export const contactSchema = z.object({
  id: idSchema,
  accountId: idSchema,
  version: z.number().int(),
  name: z.string(),
  nameKana: z.string().nullable(),
  department: z.string().nullable(),
  title: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  locale: z.string().nullable(),
  roles: z.array(z.enum(stakeholderRoles)),
  influence: z.number().int().nullable(),
  attitude: z.enum(attitudes).nullable(),
  /** The day the attitude was last judged. */
  attitudeOn: daySchema.nullable(),
  reportsTo: idSchema.nullable(),
  joinedOn: daySchema.nullable(),
  leftOn: daySchema.nullable(),
  note: z.string().nullable(),
  externalId: z.string().nullable(),
  custom: customValuesSchema,
  archivedAt: instantSchema.nullable(),
  updatedAt: instantSchema,
})

/** Somebody who is missing among the people of an account, and the contacts it is told from. */
export const gapSchema = z.object({ kind: z.enum(gapKinds), contactIds: z.array(idSchema) })

const changedContactSchema = z.object({
  contact: contactSchema,
  undo: contactChangeSchema.extend({ version: z.number().int() }),
})

const contact = (path: `/${string}`, method: 'GET' | 'POST' | 'PATCH', summary: string) =>
  exchange.route({ method, path, tags: ['contacts'], summary })

export const contactRoutes = {
  list: contact('/accounts/{id}/contacts', 'GET', 'The people at an account, and who is missing')
    .meta({ mayCall: 'accounts.read', bulk: 'contacts' })
    .input(z.object({ id: idSchema, archived: z.enum(['without', 'with']).default('without') }))
    .output(z.object({ rows: z.array(contactSchema), gaps: z.array(gapSchema) })),
  create: contact('/accounts/{id}/contacts', 'POST', 'Add a person to an account')
    .meta({ mayCall: 'accounts.write' })
    .input(contactChangeSchema.extend({ id: idSchema, name: z.string().trim().min(1).max(200) }))
    .output(contactSchema),
  update: contact('/contacts/{id}', 'PATCH', 'Change some attributes of a contact')
    .meta({ mayCall: 'accounts.write' })
    .input(contactChangeSchema.extend({ id: idSchema, version: z.number().int() }))
    .output(changedContactSchema),
  archive: contact('/contacts/{id}/archive', 'POST', 'Archive a contact')
    .meta({ mayCall: 'accounts.write' })
    .input(z.object({ id: idSchema }))
    .output(contactSchema),
  restore: contact('/contacts/{id}/restore', 'POST', 'Bring an archived contact back')
    .meta({ mayCall: 'accounts.write' })
    .input(z.object({ id: idSchema }))
    .output(contactSchema),
}
