import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { type Field, fieldsQuery, type Subject } from './apis.ts'
import { FieldDialog } from './FieldDialog.tsx'
import { FieldLine } from './FieldLine.tsx'
import { useFieldMoves } from './useFieldMoves.ts'

/** What the company keeps about accounts and contacts beside what everybody does. */
export function FieldSettings() {
  const { t } = useTranslation('fields')
  const may = useMay('fields.manage')
  const { data, error, refetch } = useQuery(fieldsQuery)
  const [open, setOpen] = useState<{ subject: Subject; field: Field | null } | null>(null)
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  return (
    <>
      <p className="quiet" style={{ margin: '0 0 12px' }}>
        {may ? t('lead') : t('readOnly')}
      </p>
      {(['account', 'contact'] as const).map((subject) => (
        <FieldSection
          key={subject}
          subject={subject}
          fields={data?.rows.filter((field) => field.subject === subject) ?? null}
          may={may}
          onOpen={(field) => setOpen({ subject, field })}
        />
      ))}
      {open ? <FieldDialog key={open.field?.id ?? open.subject} {...open} onClose={() => setOpen(null)} /> : null}
    </>
  )
}

function FieldSection({
  subject,
  fields,
  may,
  onOpen,
}: {
  subject: Subject
  /** null while they are being read. */
  fields: readonly Field[] | null
  may: boolean
  onOpen: (field: Field | null) => void
}) {
  const { t } = useTranslation('fields')
  const living = fields?.filter((field) => field.archivedAt === null) ?? []
  const archived = fields?.filter((field) => field.archivedAt !== null) ?? []
  const moves = useFieldMoves(living)
  const line = (field: Field, at: number) => (
    <FieldLine
      key={field.id}
      field={field}
      may={may}
      moves={moves}
      place={{ first: at === 0, last: at === living.length - 1 }}
      onEdit={() => onOpen(field)}
    />
  )
  const add = may ? (
    <Button size="xs" onClick={() => onOpen(null)}>
      {t('add')}
    </Button>
  ) : null
  return (
    <Section
      title={t(`subjects.${subject}`)}
      note={fields ? t('count', { count: living.length }) : null}
      actions={living.length > 0 ? add : null}
    >
      {fields ? null : <BoneLines widths={[70, 80, 60]} height={40} />}
      {fields && living.length === 0 ? (
        <EmptyState compact action={add}>
          {t(`empty.${subject}`)}
        </EmptyState>
      ) : null}
      {living.map(line)}
      {archived.length > 0 ? (
        <details>
          <summary className="quiet small">{t('showArchived', { count: archived.length })}</summary>
          {archived.map(line)}
        </details>
      ) : null}
    </Section>
  )
}
