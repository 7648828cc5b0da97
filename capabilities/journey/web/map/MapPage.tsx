import { useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Suspense } from 'react'
import { problemOf } from '#web/client.ts'
import { NotFound } from '#web/shell/NotFound.tsx'
import { BoneLines } from '#web/ui/Bones.tsx'
import { useMay } from '#web/session.ts'
import { mapQuery } from './apis.ts'
import { MapEditor } from './MapEditor.tsx'
import { useFactCatalogue } from './useScopeText.ts'

/** A map being written, by its key in the address. */
export function MapPage() {
  const { key } = useParams({ strict: false })
  const may = useMay('journey.read')
  if (!may || key === undefined) return <NotFound />
  return (
    <Suspense fallback={<BoneLines widths={[40, 100, 100, 80]} height={40} />}>
      <Loaded key={key} mapKey={key} />
    </Suspense>
  )
}

function Loaded({ mapKey }: { mapKey: string }) {
  const open = useSuspenseQuery({
    ...mapQuery(mapKey),
    retry: (count, error) => problemOf(error).code !== 'NOT_FOUND' && count < 2,
  })
  const catalogue = useFactCatalogue()
  return <MapEditor map={open.data} catalogue={catalogue} />
}
