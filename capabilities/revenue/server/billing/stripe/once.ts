import { z } from 'zod'

/** Lines of an invoice of Stripe, in older and later versions of the API; those that no subscription made are told by either. */
const linesShape = z.looseObject({
  lines: z.looseObject({
    data: z.array(
      z.looseObject({
        amount: z.number().int(),
        amount_excluding_tax: z.number().int().nullish(),
        description: z.string().nullish(),
        quantity: z.number().nullish(),
        proration: z.boolean().nullish(),
        type: z.string().nullish(),
        parent: z
          .looseObject({
            type: z.string().nullish(),
            invoice_item_details: z.looseObject({ proration: z.boolean().nullish() }).nullish(),
          })
          .nullish(),
      }),
    ),
  }),
})

/** What an invoice of Stripe charges once: items that were put on it by hand, without the parts of changed subscriptions. */
export function stripeOnceOf(raw: unknown): { what: string | null; quantity: number; amount: number }[] {
  const read = linesShape.safeParse(raw)
  if (!read.success) return []
  return read.data.lines.data.flatMap(({ type, parent, proration, ...line }) => {
    const isItem = type === 'invoiceitem' || parent?.type === 'invoice_item_details'
    if (!isItem || proration || parent?.invoice_item_details?.proration) return []
    return {
      what: line.description ?? null,
      quantity: line.quantity ?? 1,
      amount: line.amount_excluding_tax ?? line.amount,
    }
  })
}
