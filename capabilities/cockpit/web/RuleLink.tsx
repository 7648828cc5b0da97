import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMay } from '#web/session.ts'

/** Leads to the rule that raised something, for those who may see rules; for all others the words alone. */
export function RuleLink({ id, children }: { id: string; children: ReactNode }) {
  const may = useMay('signals.read')
  if (!may) return <span>{children}</span>
  return (
    <Link to="/settings/rules/$id" params={{ id }}>
      {children}
    </Link>
  )
}
