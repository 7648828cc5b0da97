import { queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type { connectContract, importSchema, issueRowSchema, kindSchema, lookSchema } from '../contract.ts'
import { api } from '#web/client.ts'

export const connect = api<typeof connectContract>('connect')

export type Import = z.infer<typeof importSchema>
export type Look = z.infer<typeof lookSchema>
export type Kind = z.infer<typeof kindSchema>
export type IssueRow = z.infer<typeof issueRowSchema>

/** What can be imported; it changes with the workspace's own fields only. */
export const kindsQuery = connect.kinds.queryOptions()

const underWay: readonly Import['status'][] = ['previewing', 'running', 'undoing']
export const isUnderWay = (one: Import): boolean => underWay.includes(one.status)

/** One import, asked again every second while it is under way (the live stream tells sooner). */
export const importQuery = (id: string) =>
  queryOptions({
    ...connect.find.queryOptions({ input: { id } }),
    refetchInterval: (query) => (query.state.data && isUnderWay(query.state.data) ? 1000 : false),
  })
