import { useQuery } from '@tanstack/react-query'
import { outreach, type SequenceDraft } from '../apis.ts'
import { useSequenceSheet } from './useSequenceSheet.ts'
import { Versions } from './Versions.tsx'

/** The versions of a sequence, with what each says. */
export function SequenceVersions({
  sequenceKey,
  onTake,
}: {
  sequenceKey: string
  onTake: ((draft: SequenceDraft) => void) | null
}) {
  const query = useQuery(
    outreach.sequences.versions.queryOptions({
      input: { key: sequenceKey },
      select: ({ versions }) =>
        versions.map(({ version, note, publishedAt, publishedBy, key: _key, isOn: _isOn, ...draft }) => ({
          version,
          note,
          publishedAt,
          publishedBy,
          draft,
        })),
    }),
  )
  return <Versions query={query} sheetOf={useSequenceSheet()} onTake={onTake} />
}
