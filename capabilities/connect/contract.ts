import { z } from 'zod'
import { exchange, fieldClasses, idSchema, instantSchema, pageQuery } from '#kernel/exchange.ts'
import { dateOrders } from './core/dateOrders.ts'
import { delimiters } from './core/delimited.ts'
import { encodings } from './core/encodings.ts'

const wordsSchema = z.object({ ja: z.string(), en: z.string() })
const choiceSchema = z.object({ key: z.string(), label: wordsSchema })

const fieldSchema = z.object({
  key: z.string(),
  label: wordsSchema,
  help: wordsSchema.optional(),
  type: z.enum(['text', 'number', 'money', 'date', 'instant', 'yes_no', 'choice', 'list', 'reference']),
  required: z.boolean(),
  /** Fields of which one will do instead of this one. */
  orElse: z.array(z.string()),
})

const optionSchema = z.object({
  key: z.string(),
  label: wordsSchema,
  help: wordsSchema.optional(),
  type: z.enum(['text', 'currency', 'choice', 'yes_no']),
  choices: z.array(choiceSchema),
})

export const kindSchema = z.object({
  key: z.string(),
  label: wordsSchema,
  help: wordsSchema.optional(),
  fields: z.array(fieldSchema),
  options: z.array(optionSchema),
})

export const readingSchema = z.object({
  encoding: z.enum(encodings),
  delimiter: z.enum(delimiters),
  /** The line of the column names; 0: none. */
  headerLine: z.number().int().min(0).max(1000),
  dateOrder: z.enum(dateOrders),
  /** By column, counted from 0. */
  dateOrders: z.record(z.string().regex(/^\d+$/), z.enum(dateOrders)),
})

const mappingSchema = z.array(z.string().max(100).nullable()).max(2000)

export const countsSchema = z.object({
  read: z.number().int(),
  created: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  rejected: z.number().int(),
  warned: z.number().int(),
  empty: z.number().int(),
  /** Of an undo: rows put back, rows removed, rows left because others changed them or added to them. */
  restored: z.number().int().optional(),
  removed: z.number().int().optional(),
  kept: z.number().int().optional(),
})

export const importStatuses = [
  'uploaded', 'previewing', 'previewed', 'running', 'stopped', 'done', 'failed', 'undoing', 'undone',
] as const // biome-ignore format: in the order in which they are passed through

export const importSchema = z.object({
  id: idSchema,
  kind: z.string(),
  fileName: z.string(),
  fileSize: z.number().int(),
  status: z.enum(importStatuses),
  mode: z.enum(['good_rows', 'all_or_nothing']),
  counts: countsSchema.nullable(),
  /** What the last preview with these very settings found. */
  preview: countsSchema.nullable(),
  /** Rows (of an undo: changes) of this step; null until the file was read to its end once. */
  rowsTotal: z.number().int().nullable(),
  rowsDone: z.number().int(),
  /** 0 to 1 of the step that is under way. */
  progress: z.number(),
  /** Whether the file is still there, so that it can be previewed or run. */
  hasFile: z.boolean(),
  /** Whether there are changes that can be taken back. */
  canUndo: z.boolean(),
  error: z.string().nullable(),
  personName: z.string().nullable(),
  origin: z.enum(['app', 'api', 'cli']),
  createdAt: instantSchema,
  /** How long the step has been going on, or went on. */
  seconds: z.number(),
  startedAt: instantSchema.nullable(),
  finishedAt: instantSchema.nullable(),
})

const cellSchema = z.object({
  text: z.string(),
  /** How it was understood, to be shown beside the text; absent where the column is left out or the cell is empty. */
  value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).optional(),
  /** The rule it breaks, in words of both languages. */
  broken: wordsSchema.optional(),
})

export const lookSchema = z.object({
  import: importSchema,
  reading: readingSchema,
  emptyCells: z.enum(['keep', 'clear']),
  options: z.record(z.string(), z.string()),
  columns: z.array(
    z.object({
      name: z.string(),
      samples: z.array(z.string()),
      field: z.string().nullable(),
      /** Why this field was proposed; absent where a person chose. */
      reason: z.enum(['name', 'similar', 'content', 'saved']).optional(),
      /** How its cells write dates, where they are dates; `open`: the order cannot be told from them. */
      dates: z.object({ order: z.enum(dateOrders), certainty: z.enum(['clear', 'open']) }).optional(),
    }),
  ),
  rows: z.array(z.object({ line: z.number().int(), cells: z.array(cellSchema), broken: wordsSchema.optional() })),
  /** Required fields without a column: the file cannot be imported before they have one. */
  missing: z.array(z.string()),
})

export const settingsSchema = z.object({
  kind: z.string().max(100).optional(),
  /** What of the reading is decided by hand; the rest is told from the file. */
  reading: readingSchema.partial().optional(),
  mapping: mappingSchema.optional(),
  options: z.record(z.string().max(100), z.string().max(200)).optional(),
  emptyCells: z.enum(['keep', 'clear']).optional(),
})

export const issueRowSchema = z.object({
  line: z.number().int(),
  severity: z.enum(['rejected', 'warned', 'kept']),
  column: z.string().nullable(),
  value: z.string().nullable(),
  rule: z.string(),
  text: wordsSchema,
})

export const previewRowSchema = z.object({
  line: z.number().int(),
  outcome: z.enum(['created', 'changed', 'same', 'rejected']),
  cells: z.array(z.string()),
})

const one = z.object({ id: idSchema })
const read = (path: `/${string}`, summary: string) =>
  exchange
    .route({ method: 'GET', path, tags: ['imports'], summary })
    .meta({ mayCall: 'imports.run', sees: fieldClasses })
const makesRoom = { mayCall: 'imports.run', sees: fieldClasses, whenFull: true } as const
const act = (path: `/${string}`, summary: string) =>
  exchange
    .route({ method: 'POST', path, tags: ['imports'], summary })
    .meta({ mayCall: 'imports.run', sees: fieldClasses })

/** What imports promise. The file itself is sent to POST /imports?fileName=…&kind=… as the request's body. */
export const connectContract = {
  kinds: read('/import-kinds', 'What files can be imported as, with the fields of each kind').output(
    z.array(kindSchema),
  ),
  list: read('/imports', 'The imports of this workspace, the newest first')
    .input(pageQuery)
    .output(z.object({ rows: z.array(importSchema), next: z.string().nullable() })),
  find: read('/imports/{id}', 'One import: where it stands, what became of its rows').input(one).output(importSchema),
  look: read('/imports/{id}/look', 'How the file is understood: its form, its columns, its first rows as read')
    .meta({ mayCall: 'imports.run', sees: fieldClasses, bulk: 'imports' })
    .input(one)
    .output(lookSchema),
  settings: exchange
    .route({ method: 'PATCH', path: '/imports/{id}', tags: ['imports'], summary: 'Change how the file is to be read' })
    .meta({ mayCall: 'imports.run', sees: fieldClasses })
    .input(one.extend(settingsSchema.shape))
    .output(lookSchema),
  preview: act('/imports/{id}/preview', 'Go through the whole file without writing anything')
    .input(one)
    .output(importSchema),
  previewRows: read('/imports/{id}/preview', 'The first rows of the preview and what would become of them')
    .meta({ mayCall: 'imports.run', sees: fieldClasses, bulk: 'imports' })
    .input(one)
    .output(z.object({ names: z.array(z.string()), rows: z.array(previewRowSchema) })),
  run: act('/imports/{id}/run', 'Import the good rows, or all rows or none; goes on where a stopped one left off')
    .input(one.extend({ mode: z.enum(['good_rows', 'all_or_nothing']).default('good_rows') }))
    .output(importSchema),
  stop: act('/imports/{id}/stop', 'Stop what is under way').meta(makesRoom).input(one).output(importSchema),
  undo: act('/imports/{id}/undo', 'Take back everything the import wrote and nobody changed since')
    .meta(makesRoom)
    .input(one)
    .output(importSchema),
  discard: exchange
    .route({
      method: 'DELETE',
      path: '/imports/{id}',
      tags: ['imports'],
      summary: 'Forget an import that wrote nothing, with its file',
    })
    .meta({ mayCall: 'imports.run', sees: fieldClasses })
    .input(one)
    .output(z.object({})),
  issues: read('/imports/{id}/issues', 'Every row that was refused or warned about: line, column, value, reason')
    .meta({ mayCall: 'imports.run', sees: fieldClasses, bulk: 'imports' })
    .input(one.extend(pageQuery.shape))
    .output(
      z.object({
        rows: z.array(issueRowSchema),
        next: z.string().nullable(),
        /** How many there are of each sort, the most frequent first. */
        groups: z.array(
          z.object({
            rule: z.string(),
            severity: z.enum(['rejected', 'warned', 'kept']),
            column: z.string().nullable(),
            text: wordsSchema,
            count: z.number().int(),
          }),
        ),
      }),
    ),
}
