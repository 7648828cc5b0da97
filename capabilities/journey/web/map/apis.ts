import { journey } from '../apis.ts'

export const maps = journey.editor
export const mapsQuery = maps.list.queryOptions()
export const mapQuery = (key: string) => maps.open.queryOptions({ input: { key }, staleTime: Number.POSITIVE_INFINITY })

export type ListedMap = Awaited<ReturnType<typeof maps.list.call>>['maps'][number]
export type ReadyMap = Awaited<ReturnType<typeof maps.list.call>>['ready'][number]
export type ProductTarget = Awaited<ReturnType<typeof maps.list.call>>['products'][number]
export type OpenMap = Awaited<ReturnType<typeof maps.open.call>>
export type Preview = Awaited<ReturnType<typeof maps.preview.call>>
export type Publication = Parameters<typeof maps.publish.call>[0]
export type Moving = Publication['moving']
