import { z } from 'zod'
import { exchange, idSchema, instantSchema } from '#kernel/exchange.ts'

export const billingKinds = ['chartmogul', 'stripe'] as const

/** What could not be used, by why: how often, and what it was about. */
const unusedSchema = z.object({
  rule: z.string(),
  times: z.number().int(),
  lastAt: instantSchema,
  /** Ids of invoices or subscriptions, or kinds of events; the latest five. */
  subjects: z.array(z.string()),
})

export const billingSourceSchema = z.object({
  id: idSchema,
  kind: z.enum(billingKinds),
  name: z.string(),
  /** The source of external ids by which its customers are known. */
  accountsSource: z.string(),
  /** The first characters of its API key; the key itself is shown once, when it is made. */
  keyPrefix: z.string().nullable(),
  /** Whether the secret that Stripe signs with has been entered. */
  hasSecret: z.boolean(),
  /** Where its client, or Stripe, sends to. */
  address: z.string(),
  received: z.number().int(),
  lastReceivedAt: instantSchema.nullable(),
  customers: z.number().int(),
  subscriptions: z.number().int(),
  invoices: z.number().int(),
  unused: z.array(unusedSchema),
  createdAt: instantSchema,
  createdBy: z.string().nullable(),
  revokedAt: instantSchema.nullable(),
})
export type BillingSource = z.infer<typeof billingSourceSchema>

const route = (method: 'GET' | 'POST' | 'PUT', path: `/${string}`, summary: string) =>
  exchange
    .route({ method, path, tags: ['billing'], summary })
    .meta({ mayCall: method === 'GET' ? 'ingest.read' : 'workspace.manage' })

const byId = z.object({ id: idSchema })
const secretSchema = z.string().trim().min(1).max(300)

/** Where billing data comes in from. */
export const billingContract = {
  list: route('GET', '/billing-sources', 'Billing sources: what came in by each, and what could not be used').output(
    z.object({ sources: z.array(billingSourceSchema) }),
  ),
  create: route('POST', '/billing-sources', 'Make a billing source; an API key is told this once')
    .input(
      z.object({
        kind: z.enum(billingKinds),
        name: z.string().trim().min(1).max(80),
        accountsSource: z
          .string()
          .trim()
          .regex(/^[\p{L}\p{N}_.-]{1,40}$/u)
          .default('billing'),
      }),
    )
    .output(z.object({ key: z.string().nullable(), source: billingSourceSchema })),
  putSecret: route('PUT', '/billing-sources/{id}/secret', 'Enter the secret that Stripe signs its events with')
    .input(byId.extend({ secret: secretSchema }))
    .output(billingSourceSchema),
  revoke: route(
    'POST',
    '/billing-sources/{id}/revocation',
    'Take nothing more in from a billing source; what came in stays',
  )
    .input(byId)
    .output(billingSourceSchema),
  restore: route('POST', '/billing-sources/{id}/restoration', 'Take in from a billing source again')
    .input(byId)
    .output(billingSourceSchema),
}
