import { useQuery } from '@tanstack/react-query'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { revenue } from '../apis.ts'
import { ConventionForm } from './ConventionForm.tsx'
import { Rates } from './Rates.tsx'

/** How MRR and its measures are told, and what other currencies are worth. */
export function CountingSettings() {
  const { data: settled, error } = useQuery(revenue.ledger.conventions.queryOptions())
  if (error) return <ErrorState error={error} />
  if (!settled) return <BoneLines widths={[40, 100, 100, 100]} height={48} />
  return (
    <>
      <ConventionForm key={settled.version} settled={settled} />
      <Rates />
    </>
  )
}
