import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { accountsContract } from '#capabilities/accounts/contract.ts'
import type { Permission } from '#kernel/exchange.ts'
import { api } from '#web/client.ts'
import { may } from '#web/session.ts'

const accounts = api<typeof accountsContract>('accounts')

/** While a workspace has no customers, its first page is the guide that leads to them. */
export function useFirstSteps(permissions: readonly Permission[]): void {
  const navigate = useNavigate()
  const first = useRouterState({ select: (state) => state.location.pathname === '/' })
  const begins = may({ permissions }, 'accounts.read') && may({ permissions }, 'imports.run')
  const { data } = useQuery(accounts.total.queryOptions({ input: {}, enabled: begins && first, staleTime: 600_000 }))
  const empty = data?.accounts === 0
  useEffect(() => {
    if (first && empty) void navigate({ to: '/start', replace: true })
  }, [first, empty, navigate])
}
