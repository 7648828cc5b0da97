import { useQuery } from '@tanstack/react-query'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { mail } from './apis.ts'
import { DoorSection } from './DoorSection.tsx'
import { SenderSection } from './SenderSection.tsx'
import { ServerSection } from './ServerSection.tsx'

/** The settings of mail: the server it goes out by, in whose name, and where what comes back is brought to. */
export function DeliverySettings() {
  const { data, error, refetch } = useQuery(mail.settings.queryOptions())
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[40, 100, 100, 80]} height={48} />
  return (
    <>
      <ServerSection settings={data} />
      <SenderSection settings={data} />
      <DoorSection settings={data} />
    </>
  )
}
