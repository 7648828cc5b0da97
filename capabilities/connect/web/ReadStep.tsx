import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Because } from '#web/ui/Because.tsx'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { toast } from '#web/ui/toast.ts'
import { connect, type Import, kindsQuery } from './apis.ts'
import type { Change } from './change.ts'
import { ColumnList } from './ColumnList.tsx'
import { FirstRows } from './FirstRows.tsx'
import styles from './Import.module.css'
import { ReadingForm } from './ReadingForm.tsx'
import { useAct } from './useAct.ts'

/** How the file is read and which column goes where, with the first rows as they come out. */
export function ReadStep({ one }: { one: Import }) {
  const { t } = useTranslation('imports')
  const { language } = useFormat()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const kinds = useQuery(kindsQuery)
  const look = useQuery(connect.look.queryOptions({ input: { id: one.id } }))
  const settings = useMutation({
    mutationFn: (change: Change) => connect.settings.call({ id: one.id, ...change }),
    onSuccess: (next) => {
      queries.setQueryData(connect.look.queryKey({ input: { id: one.id } }), next)
      queries.setQueryData(connect.find.queryKey({ input: { id: one.id } }), next.import)
    },
  })
  const preview = useAct(() => connect.preview.call({ id: one.id }))
  const discard = useMutation({
    mutationFn: () => connect.discard.call({ id: one.id }),
    onSuccess: async () => {
      toast(t('read.discarded'))
      await navigate({ to: '/imports' })
      await queries.invalidateQueries({ queryKey: connect.list.key() })
    },
  })
  const shown = look.data
  const kind = kinds.data?.find((each) => each.key === shown?.import.kind)
  if (!shown || !kind || !kinds.data) {
    const error = look.error ?? kinds.error
    return error ? (
      <ErrorState error={error} onRetry={() => void look.refetch()} />
    ) : (
      <BoneLines widths={[80, 90, 60, 70]} />
    )
  }
  const missing = shown.missing.map((key) => kind.fields.find((field) => field.key === key)).filter((field) => !!field)
  const seen = [
    shown.columns.map((column) => column.name),
    ...shown.rows.map((row) => row.cells.map((cell) => cell.text)),
  ]
  const garbled = seen.flat().some((text) => text.includes('\ufffd'))
  const failure = settings.error ?? preview.error ?? discard.error
  return (
    <>
      {failure ? <ErrorState error={failure} /> : null}
      {garbled ? (
        <Because tone="watch">{t('read.garbled', { encoding: t(`encodings.${shown.reading.encoding}`) })}</Because>
      ) : null}
      <ReadingForm look={shown} kind={kind} kinds={kinds.data} busy={settings.isPending} onChange={settings.mutate} />
      <ColumnList look={shown} kind={kind} onChange={settings.mutate} />
      <FirstRows look={shown} kind={kind} />
      <div className={styles.foot}>
        {missing.map((field) => (
          <Because key={field.key} tone="watch">
            {t('read.missing', { field: inLanguage(field.label, language) })}
          </Because>
        ))}
        <Button variant="subtle" color="gray" loading={discard.isPending} onClick={() => discard.mutate()}>
          {t('read.discard')}
        </Button>
        <Button
          disabled={missing.length > 0 || settings.isPending}
          loading={preview.isPending}
          onClick={() =>
            preview.mutate(undefined, {
              onSuccess: () => void navigate({ to: '/imports/$id', params: { id: one.id } }),
            })
          }
        >
          {t('read.check')}
        </Button>
      </div>
    </>
  )
}
