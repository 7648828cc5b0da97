import { Button, NativeSelect } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { AuditRow } from './AuditRow.tsx'
import styles from './access.module.css'
import { access } from './access.ts'
import { auditSubjects } from './auditWords.ts'

/** Who changed what and when, newest first. */
export function AuditSettings() {
  const { t } = useTranslation('access')
  const [subject, setSubject] = useState('')
  const [personId, setPersonId] = useState('')
  const people = useQuery(access.people.list.queryOptions())
  const wanted = { ...(subject ? { action: `${subject}.` } : {}), ...(personId ? { personId } : {}) }
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    access.audit.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...wanted, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  )
  const entries = data?.pages.flatMap((page) => page.entries) ?? []
  return (
    <Section title={t('audit.title')} note={t('audit.lead')}>
      <div className={styles.filters}>
        <NativeSelect
          size="xs"
          label={t('audit.kind')}
          data={[
            { value: '', label: t('audit.everything') },
            ...auditSubjects.map((value) => ({ value, label: t(`audit.subjects.${value}`) })),
          ]}
          value={subject}
          onChange={(event) => setSubject(event.currentTarget.value)}
        />
        <NativeSelect
          size="xs"
          label={t('audit.who')}
          data={[
            { value: '', label: t('audit.everybody') },
            ...(people.data?.people ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={personId}
          onChange={(event) => setPersonId(event.currentTarget.value)}
        />
      </div>
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
  )
}
