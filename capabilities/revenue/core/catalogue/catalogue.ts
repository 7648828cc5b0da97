import type { Currency } from '#kernel/money.ts'

/** What a product is to a customer: what all buy, what some buy beside it, what is paid by the seat or by use. */
export const productKinds = ['base', 'add_on', 'seats', 'usage'] as const
/** What a plan is: an edition of the product, or a tier of its use. */
export const planKinds = ['edition', 'usage_tier'] as const
export type ProductKind = (typeof productKinds)[number]
export type PlanKind = (typeof planKinds)[number]

/** A name that lines carry: of a product, or (with `plan`) of one of its plans. */
export type CatalogueName = { readonly product: string; readonly plan: string | null }

/** What one unit costs per interval by the price list, minor units of its currency. */
export type ListPrice = {
  readonly amount: number
  readonly currency: Currency
  readonly intervalMonths: number
  readonly intervalUnit: 'day' | 'week' | 'month'
}

/** What is said of a name beside that lines carry it. */
export type Said<Kind> = { readonly kind: Kind; readonly price: ListPrice | null; readonly archived: boolean }

/** How many lines and accounts carry a name. */
export type Sold = CatalogueName & { readonly lines: number; readonly accounts: number }
/** What the workspace says of a name; `position` orders it among its like. */
export type SaidOf = CatalogueName & Said<ProductKind | PlanKind> & { readonly position: number | null }
/** An old name and what it is called now; of a plan, `product` is what its product is called now. */
export type FormerName = CatalogueName & { readonly now: string }

type Entry<Kind> = Said<Kind> & {
  readonly name: string
  readonly lines: number
  readonly accounts: number
  /** What it was called before. */
  readonly formerly: readonly string[]
}
export type CatalogueProduct = Entry<ProductKind> & { readonly plans: readonly Entry<PlanKind>[] }

/** All products with their plans: those that lines name and those that the workspace speaks of, in its order, else by name. */
export function catalogueOf(
  sold: readonly Sold[],
  said: readonly SaidOf[],
  former: readonly FormerName[],
): CatalogueProduct[] {
  const named = [...sold, ...said]
  const entries = <Kind extends string>(names: ReadonlySet<string>, of: (name: string) => CatalogueName, usual: Kind) =>
    [...names]
      .map((name) => {
        const key = of(name)
        const own = said.find((one) => isSame(one, key))
        const { lines = 0, accounts = 0 } = sold.find((one) => isSame(one, key)) ?? {}
        const formerly = former
          .filter((one) => one.now === name && isOfSame(one, key))
          .map((one) => one.plan ?? one.product)
        const entry: Entry<Kind> = {
          name,
          kind: (own?.kind ?? usual) as Kind,
          price: own?.price ?? null,
          archived: own?.archived ?? false,
          lines,
          accounts,
          formerly: formerly.sort(),
        }
        return { entry, position: own?.position ?? Infinity }
      })
      .sort((a, b) => a.position - b.position || (a.entry.name < b.entry.name ? -1 : 1))
      .map(({ entry }) => entry)
  const products = entries<ProductKind>(
    new Set(named.map(({ product }) => product)),
    (product) => ({ product, plan: null }),
    'base',
  )
  return products.map((product) => ({
    ...product,
    plans: entries<PlanKind>(
      new Set(named.flatMap((one) => (one.product === product.name && one.plan !== null ? [one.plan] : []))),
      (plan) => ({ product: product.name, plan }),
      'edition',
    ),
  }))
}

const isSame = (a: CatalogueName, b: CatalogueName) => a.product === b.product && a.plan === b.plan

/** Whether an old name is one of a product like `of`, or of a plan of the same product. */
const isOfSame = (one: FormerName, of: CatalogueName) =>
  of.plan === null ? one.plan === null : one.plan !== null && one.product === of.product

/** Names of one thing each, the new one first: of products, or of plans (whatever product they are of). */
export function namesOfOne(former: readonly FormerName[], what: 'product' | 'plan'): string[][] {
  const own = former.filter(({ plan }) => (plan === null) === (what === 'product'))
  const byThing = Map.groupBy(own, ({ product, plan, now }) => JSON.stringify([plan === null ? null : product, now]))
  return [...byThing.values()].map((names) => [names[0]!.now, ...names.map(({ product, plan }) => plan ?? product)])
}

/** What names are called now, where they were renamed; others are what they are. */
export function namesNow(former: readonly FormerName[]): <Name extends CatalogueName>(name: Name) => Name {
  const key = (product: string, plan: string | null) => JSON.stringify([product, plan])
  const now = new Map(former.map((one) => [key(one.product, one.plan), one.now]))
  return (name) => {
    const product = now.get(key(name.product, null)) ?? name.product
    const plan = name.plan === null ? null : (now.get(key(product, name.plan)) ?? name.plan)
    return product === name.product && plan === name.plan ? name : { ...name, product, plan }
  }
}
