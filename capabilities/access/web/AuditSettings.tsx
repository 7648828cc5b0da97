import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { AuditExport } from './audit/AuditExport.tsx'
import { AuditFilters, askedOf, everything } from './audit/AuditFilters.tsx'
import { AuditProof } from './audit/AuditProof.tsx'
import { AuditRow } from './AuditRow.tsx'
import { access } from './access.ts'

/** Who changed what and when, newest first. */
export function AuditSettings() {
  const { t } = useTranslation('access')
  const [wanted, setWanted] = useState(everything)
  const mayProve = useMay('workspace.manage')
  const asked = askedOf(wanted)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    access.audit.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...asked, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  )
  const entries = data?.pages.flatMap((page) => page.entries) ?? []
  return (
    <>
      <Section
        title={t('audit.title')}
        note={t('audit.lead')}
        actions={mayProve ? <AuditExport asked={asked} /> : null}
      >
        <AuditFilters wanted={wanted} onChange={setWanted} />
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
        {data || error ? null : <BoneLines widths={[80, 70, 85, 60]} height={40} />}
        {data && entries.length === 0 ? <p className="quiet small">{t('audit.none')}</p> : null}
        {entries.map((entry) => (
          <AuditRow key={entry.id} entry={entry} />
        ))}
        {hasNextPage ? (
          <Button variant="default" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('audit.more')}
          </Button>
        ) : null}
      </Section>
      {mayProve ? <AuditProof /> : null}
    </>
  )
}
