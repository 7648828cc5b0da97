import { useQuery } from '@tanstack/react-query'
import { catalogueQuery, type ListPrice } from './catalogue/apis.ts'

/** What forms of contract lines offer: products, the plans of the one that is typed, and the list price of the two. */
export function useOffered(product: string, plan: string) {
  const { data } = useQuery(catalogueQuery)
  const products = data?.products.filter(({ archived }) => !archived) ?? []
  const typed = products.find(({ name }) => name === product.trim())
  const plans = typed?.plans.filter(({ archived }) => !archived) ?? []
  const sold = plan.trim() === '' ? typed : plans.find(({ name }) => name === plan.trim())
  const listPrice: ListPrice | null = sold?.price ?? null
  return { products: products.map(({ name }) => name), plans: plans.map(({ name }) => name), listPrice }
}
