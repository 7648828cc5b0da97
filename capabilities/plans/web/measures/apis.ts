import { plans } from '../apis.ts'

export type Measures = Awaited<ReturnType<typeof plans.measures.call>>
export type Asked = Parameters<typeof plans.measures.call>[0]
export type CountedAsked = Parameters<typeof plans.measured.call>[0]
export type Counted = CountedAsked['of']

export const measuresQuery = (asked: Asked) => plans.measures.queryOptions({ input: asked })
export const measuredQuery = (asked: CountedAsked) => plans.measured.queryOptions({ input: asked })
