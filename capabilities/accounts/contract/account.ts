import { z } from 'zod'
import { daySchema, exchange, idSchema, instantSchema, issueSchema } from '#kernel/exchange.ts'
import { adopterCategories, assignmentRoles, successTypes, touchModels } from '../core/words.ts'
import { contactSchema, gapSchema } from './contact.ts'
import { customValuesSchema, factValuesSchema } from './value.ts'

const text = (max: number) => z.string().trim().max(max).nullable()
export const externalIdSchema = z.object({
  source: z.string().trim().min(1).max(40),
  externalId: z.string().trim().min(1).max(200),
})

/** What a person may write about an account. Left out: leave as it is. null: clear. */
export const accountChangeSchema = z.object({
  name: z.string().trim().min(1).max(200).optional(),
  nameKana: text(200).optional(),
  nameEn: text(200).optional(),
  corporateNumber: text(20).optional(),
  parentId: idSchema.nullable().optional(),
  domains: z.array(z.string().trim().min(1).max(253)).max(20).optional(),
  industry: text(100).optional(),
  employees: z.number().int().min(0).max(2_000_000_000).nullable().optional(),
  annualRevenue: z.number().int().nullable().optional(),
  country: text(100).optional(),
  region: text(100).optional(),
  address: text(500).optional(),
  signedUpOn: daySchema.nullable().optional(),
  touchModel: z.enum(touchModels).nullable().optional(),
  purpose: text(5000).optional(),
  businessIssues: text(5000).optional(),
  goals: text(5000).optional(),
  usagePattern: text(100).optional(),
  adopterCategory: z.enum(adopterCategories).nullable().optional(),
  successType: z.enum(successTypes).nullable().optional(),
  tags: z.array(z.string().trim().min(1).max(60)).max(50).optional(),
  /** By field key; fields that are left out stay as they are. */
  custom: customValuesSchema.optional(),
  /** All external ids of the account, one or more per source. */
  externalIds: z.array(externalIdSchema).max(50).optional(),
  /** Who has which role from today on; null ends an assignment. History is kept. */
  assignments: z.partialRecord(z.enum(assignmentRoles), idSchema.nullable()).optional(),
})

export const assignmentSchema = z.object({
  id: idSchema,
  role: z.enum(assignmentRoles),
  personId: idSchema,
  personName: z.string(),
  fromDay: daySchema,
  /** First day it no longer holds; null while it holds. */
  toDay: daySchema.nullable(),
})

const relatedSchema = z.object({ id: idSchema, name: z.string() })

export const accountSchema = z.object({
  id: idSchema,
  version: z.number().int(),
  name: z.string(),
  nameKana: z.string().nullable(),
  nameEn: z.string().nullable(),
  corporateNumber: z.string().nullable(),
  parent: relatedSchema.nullable(),
  domains: z.array(z.string()),
  industry: z.string().nullable(),
  employees: z.number().int().nullable(),
  annualRevenue: z.number().int().nullable(),
  country: z.string().nullable(),
  region: z.string().nullable(),
  address: z.string().nullable(),
  signedUpOn: daySchema.nullable(),
  touchModel: z.enum(touchModels).nullable(),
  purpose: z.string().nullable(),
  businessIssues: z.string().nullable(),
  goals: z.string().nullable(),
  usagePattern: z.string().nullable(),
  adopterCategory: z.enum(adopterCategories).nullable(),
  successType: z.enum(successTypes).nullable(),
  tags: z.array(z.string()),
  custom: customValuesSchema,
  externalIds: z.array(externalIdSchema),
  /** Those that hold today. */
  assignments: z.array(assignmentSchema),
  archivedAt: instantSchema.nullable(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
})

/** The account after a change, and what to send to `update` to take the change back. */
export const changedAccountSchema = z.object({
  account: accountSchema,
  undo: accountChangeSchema.extend({ version: z.number().int() }),
})

const account = (path: `/${string}`, method: 'GET' | 'POST' | 'PATCH', summary: string) =>
  exchange.route({ method, path, tags: ['accounts'], summary })

export const accountRoutes = {
  get: account('/accounts/{id}', 'GET', 'One account: its header, facts, people and gaps')
    .meta({ mayCall: 'accounts.read', bulk: 'contacts' })
    .input(z.object({ id: idSchema }))
    .output(
      z.object({
        account: accountSchema,
        children: z.array(relatedSchema),
        contacts: z.array(contactSchema),
        gaps: z.array(gapSchema),
        /** Current facts by key, clock facts included; a key that is left out is missing. */
        facts: factValuesSchema,
        /** When the facts were computed; null while they are being computed for the first time. */
        factsAt: instantSchema.nullable(),
        /** When this person last looked at the account; null: never. */
        lastLookAt: instantSchema.nullable(),
      }),
    ),
  create: account('/accounts', 'POST', 'Create an account')
    .meta({ mayCall: 'accounts.create' })
    .input(accountChangeSchema.extend({ name: z.string().trim().min(1).max(200) }))
    .output(accountSchema),
  update: account('/accounts/{id}', 'PATCH', 'Change some attributes of an account')
    .meta({ mayCall: 'accounts.write' })
    .input(accountChangeSchema.extend({ id: idSchema, version: z.number().int() }))
    .output(changedAccountSchema),
  archive: account('/accounts/{id}/archive', 'POST', 'Archive an account: it leaves lists and conditions')
    .meta({ mayCall: 'accounts.write' })
    .input(z.object({ id: idSchema }))
    .output(accountSchema),
  restore: account('/accounts/{id}/restore', 'POST', 'Bring an archived account back')
    .meta({ mayCall: 'accounts.write' })
    .input(z.object({ id: idSchema }))
    .output(accountSchema),
  assignments: account('/accounts/{id}/assignments', 'GET', 'Who looked after an account, and when')
    .meta({ mayCall: 'accounts.read' })
    .input(z.object({ id: idSchema }))
    .output(z.object({ rows: z.array(assignmentSchema) })),
  look: account('/accounts/{id}/look', 'POST', 'Remember that this person has looked at the account')
    .meta({ mayCall: 'accounts.read' })
    .input(z.object({ id: idSchema }))
    .output(z.object({ previousAt: instantSchema.nullable() })),
  /** Checks a change without making it: what a form asks when a field is left. */
  check: account('/accounts/check', 'POST', 'Check values of an account without saving them')
    .meta({ mayCall: 'accounts.write' })
    .input(accountChangeSchema.extend({ id: idSchema.optional() }))
    .output(z.object({ issues: z.array(issueSchema) })),
}
