import type { UseQueryOptions } from '@tanstack/react-query'

/** Finds customers by words; whoever puts pages together knows them, this capability stands below. */
export type FindAccount = (words: string) => UseQueryOptions<{ rows: readonly { id: string; name: string }[] }>
