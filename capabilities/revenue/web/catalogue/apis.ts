import { revenue } from '../apis.ts'

export const { catalogue } = revenue
export const catalogueQuery = catalogue.list.queryOptions()
export type Product = Awaited<ReturnType<typeof catalogue.list.call>>['products'][number]
export type Plan = Product['plans'][number]
export type ListPrice = NonNullable<Product['price']>

/** A product, or one of its plans, with what is known of it. */
export type Named = { product: string; plan: string | null; entry: Product | Plan }
