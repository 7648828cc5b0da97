import { z } from 'zod'
import { stakeholderRoles, touchModels } from '#capabilities/accounts/core/words.ts'
import { daySchema, idSchema } from '#kernel/exchange.ts'
import { deepestList, isSafeLink, type List, type Paragraph, type RichText } from '../core/richText.ts'
import { formats, kinds, questionKinds, statuses } from '../core/words.ts'

const markSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('bold') }),
  z.object({ type: z.literal('strike') }),
  z.object({ type: z.literal('link'), attrs: z.object({ href: z.string().refine(isSafeLink) }) }),
])
const inlineSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    text: z.string().min(1).max(20_000),
    marks: z.array(markSchema).max(3).optional(),
  }),
  z.object({ type: z.literal('hardBreak') }),
])
const inlines = z.array(inlineSchema).max(2000).optional()
const paragraphSchema = z.object({ type: z.literal('paragraph'), content: inlines })

/** A list and the lists in it, down to a depth: a schema without an end could be neither described nor bounded. */
function listSchema(depth: number): z.ZodType<List, List> {
  const item: z.ZodType<Paragraph | List, Paragraph | List> =
    depth > 1 ? z.union([paragraphSchema, listSchema(depth - 1)]) : paragraphSchema
  return z.object({
    type: z.enum(['bulletList', 'orderedList']),
    attrs: z.object({ start: z.number().int().min(0).max(9999).optional() }).optional(),
    content: z.array(z.object({ type: z.literal('listItem'), content: z.array(item).min(1).max(200) })).max(500),
  })
}
const list = listSchema(deepestList)

/** The nodes a text may consist of, and nothing else; attributes that are not known here are dropped. */
export const richTextSchema: z.ZodType<RichText, RichText> = z.object({
  type: z.literal('doc'),
  content: z
    .array(
      z.union([
        paragraphSchema,
        z.object({
          type: z.literal('heading'),
          attrs: z.object({ level: z.union([z.literal(2), z.literal(3)]) }),
          content: inlines,
        }),
        list,
        z.object({ type: z.literal('blockquote'), content: z.array(z.union([paragraphSchema, list])).max(200) }),
        z.object({ type: z.literal('horizontalRule') }),
      ]),
    )
    .max(2000),
})

export const text = (most: number) => z.object({ ja: z.string().max(most), en: z.string().max(most) })

export const questionSchema = z.object({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/),
  kind: z.enum(questionKinds),
  label: text(300),
  help: text(500),
  required: z.boolean(),
  field: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/)
    .optional(),
  choices: z.array(z.object({ key: z.string().regex(/^[a-z0-9][a-z0-9_]{0,63}$/), label: text(200) })).max(50),
  low: text(60),
  high: text(60),
})

const fileSchema = z.object({
  id: idSchema,
  name: z.string().max(255),
  size: z.number().int(),
  type: z.string().max(120),
})
const inBoth = <Schema extends z.ZodType>(schema: Schema) => z.object({ ja: schema, en: schema })

export const bodySchema = z.discriminatedUnion('format', [
  z.object({ format: z.literal('text'), text: inBoth(richTextSchema) }),
  z.object({ format: z.literal('file'), file: inBoth(fileSchema.nullable()) }),
  z.object({ format: z.enum(['link', 'video']), url: text(2000) }),
  z.object({ format: z.literal('form'), questions: z.array(questionSchema).max(200) }),
])

/** An item as it is written; what is still missing is told when it is to be published. */
export const definitionSchema = z.object({
  kind: z.enum(kinds),
  title: text(120),
  summary: text(500),
  purpose: text(500),
  phases: z.array(z.string().max(64)).max(50),
  touch: z.array(z.enum(touchModels)),
  roles: z.array(z.enum(stakeholderRoles)),
  public: z.boolean().optional(),
  body: bodySchema,
})

const personSchema = z.object({ id: idSchema, name: z.string() })

export const rowSchema = z.object({
  id: idSchema,
  key: z.string(),
  kind: z.enum(kinds),
  format: z.enum(formats),
  status: z.enum(statuses),
  title: text(120),
  summary: text(500),
  phases: z.array(z.string()),
  touch: z.array(z.enum(touchModels)),
  roles: z.array(z.enum(stakeholderRoles)),
  /** In which languages it can be read. */
  languages: z.array(z.enum(['ja', 'en'])),
  owner: personSchema.nullable(),
  reviewOn: daySchema.nullable(),
  reviewDue: z.boolean(),
  version: z.number().int().nullable(),
  /** Something was written since it was published. */
  changed: z.boolean(),
  /** Steps of templates and of running plans that name it. */
  usedBy: z.number().int(),
  /** How often customers opened it in the last 28 days. */
  reads: z.number().int(),
  updatedAt: z.iso.datetime(),
})
export type RowAnswer = z.infer<typeof rowSchema>

/** An item as steps name it. */
export const nameSchema = rowSchema
  .pick({ id: true, key: true, kind: true, format: true, title: true })
  .extend({ retired: z.boolean() })

export const versionSchema = z.object({
  version: z.number().int(),
  note: z.string(),
  publishedAt: z.iso.datetime(),
  publishedBy: z.string().nullable(),
})

const useSchema = z.object({
  where: z.enum(['template', 'plan']),
  id: z.string(),
  name: text(300),
  step: text(300),
  account: personSchema.nullable(),
})

const readerSchema = z.object({
  name: z.string(),
  account: personSchema.nullable(),
  isContact: z.boolean(),
  version: z.number().int(),
  times: z.number().int(),
  lastAt: z.iso.datetime(),
})

export const itemSchema = rowSchema.extend({
  /** Counts what was written. */
  draft: z.number().int(),
  definition: definitionSchema,
  /** What is shown to customers; null: nothing yet. */
  published: definitionSchema.nullable(),
  versions: z.array(versionSchema),
  uses: z.array(useSchema),
  readers: z.array(readerSchema),
})
export type ItemAnswer = z.infer<typeof itemSchema>
