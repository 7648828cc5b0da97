import { facts } from '../factsApi.ts'

export const { segments } = facts

export const segmentsQuery = segments.list.queryOptions()

export type Axis = Awaited<ReturnType<typeof segments.list.call>>['axes'][number]
export type Segment = Axis['segments'][number]
