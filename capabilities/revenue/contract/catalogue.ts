import { z } from 'zod'
import { exchange, idSchema } from '#kernel/exchange.ts'
import { planKinds, productKinds } from '../core/catalogue/catalogue.ts'
import { decidedWhen, mostMonths } from '../core/catalogue/success.ts'
import { movementKinds } from '../core/ledger/movement.ts'
import { currencySchema } from './schemas.ts'

const route = (method: 'GET' | 'POST' | 'PUT', path: `/${string}`, summary: string) =>
  exchange
    .route({ method, path, tags: ['products'], summary })
    .meta({ mayCall: method === 'GET' ? 'accounts.read' : 'fields.manage' })

const name = z.string().trim().min(1).max(200)

/** A product, or (with `plan`) one of its plans. */
const nameSchema = z.object({ product: name, plan: name.nullable().default(null) })

/** What one unit costs per interval by the price list, minor units. */
const listPriceSchema = z.object({
  amount: z.number().int().min(0).max(1e13),
  currency: currencySchema,
  intervalMonths: z.number().int().min(1).max(240),
  intervalUnit: z.enum(['day', 'week', 'month']),
})

const months = z.number().int().min(1).max(mostMonths).nullable()

/** How customers come to success with a product; months are null where it does not bring that success. */
const successSchema = z.object({ decided: z.enum(decidedWhen), lightMonths: months, deepMonths: months }).nullable()

const entry = <Kinds extends readonly [string, ...string[]]>(kinds: Kinds) =>
  z.object({
    name: z.string(),
    kind: z.enum(kinds),
    price: listPriceSchema.nullable(),
    /** Not offered any more; lines that carry it are what they are. */
    archived: z.boolean(),
    /** Lines of contracts that carry it, and accounts that have one. */
    lines: z.number().int(),
    accounts: z.number().int(),
    formerly: z.array(z.string()),
  })

const catalogueSchema = z.object({
  products: z.array(
    entry(productKinds).extend({
      success: successSchema,
      /** How often its success type was changed: a change says which it was made from. */
      successVersion: z.number().int(),
      plans: z.array(entry(planKinds)),
    }),
  ),
})

/** What is sold: products and their plans, by the names that lines of contracts carry. */
export const catalogueRoutes = {
  catalogue: {
    list: route('GET', '/products', 'Products and their plans, with how many lines carry each').output(catalogueSchema),
    put: route('PUT', '/products', 'Say what a product or a plan is; one that no line carries yet is added')
      .input(
        nameSchema.extend({
          kind: z.enum([...productKinds, ...planKinds]),
          price: listPriceSchema.nullable(),
          archived: z.boolean().default(false),
        }),
      )
      .output(catalogueSchema),
    putSuccess: route(
      'PUT',
      '/products/success',
      'Say how customers come to success with a product, or that it is open',
    )
      .input(z.object({ product: name, success: successSchema, version: z.number().int().min(0) }))
      .output(catalogueSchema),
    remove: route('POST', '/products/remove', 'Take a product or a plan that no line carries out of the catalogue')
      .input(nameSchema)
      .output(catalogueSchema),
    order: route('PUT', '/products/order', 'Put products, or the plans of one, in order')
      .input(z.object({ product: name.nullable().default(null), names: z.array(name).min(1).max(1000) }))
      .output(catalogueSchema),
    rename: route('POST', '/products/rename', 'Call a product or a plan otherwise: all lines follow')
      .input(nameSchema.extend({ to: name }))
      .output(z.object({ undo: idSchema })),
    merge: route('POST', '/products/merge', 'Make two products, or two plans of one product, one: all lines follow')
      .input(nameSchema.extend({ into: name }))
      .output(z.object({ undo: idSchema })),
    previewMerge: route(
      'POST',
      '/products/merge/preview',
      'What making two products one would do to lines and movements',
    )
      .input(nameSchema.extend({ into: name }))
      .output(
        z.object({
          lines: z.number().int(),
          accounts: z.number().int(),
          /** Kinds of movements that would add up to something else; null: too many accounts have both to tell while one waits. */
          movements: z
            .object({
              accounts: z.number().int(),
              currency: z.string(),
              kinds: z.array(
                z.object({ kind: z.enum(movementKinds), before: z.number().int(), after: z.number().int() }),
              ),
            })
            .nullable(),
        }),
      ),
    undo: route('POST', '/products/renamings/{id}/undo', 'Take a renaming or a merging back')
      .input(z.object({ id: idSchema }))
      .output(catalogueSchema),
  },
}
