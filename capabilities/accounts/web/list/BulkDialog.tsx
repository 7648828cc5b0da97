import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { missing } from '#web/i18n/format.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { toast } from '#web/ui/toast.ts'
import { accounts } from './apis.ts'
import { type BulkField, bulkFields, changeOf, choicesOf } from './bulkChange.ts'
import styles from './CustomerList.module.css'

type SelectionInput = Parameters<typeof accounts.changes.preview.call>[0]['selection']

/** Changes one field of many customers: shown first, then done, and undone from the message that tells of it. */
export function BulkDialog({
  selection,
  count,
  people,
  archived,
  onClose,
  onDone,
}: {
  selection: SelectionInput
  count: number
  people: readonly { id: string; name: string }[]
  archived: boolean
  onClose: () => void
  onDone: () => void
}) {
  const { t } = useTranslation('list')
  const { t: frame } = useTranslation('web')
  const { language } = useFormat()
  const [field, setField] = useState<BulkField>(archived ? 'archived' : 'owner')
  const [value, setValue] = useState('')
  const choices = choicesOf(field, language, people)
  const change = changeOf(field, field === 'archived' && archived ? 'restore' : value)
  const preview = useMutation(accounts.changes.preview.mutationOptions())
  const apply = useMutation(
    accounts.changes.apply.mutationOptions({
      onSuccess: ({ changed, changeId }) => {
        onClose()
        onDone()
        toast(t('bulk.done', { count: changed }), {
          undo: async () => {
            const { undone, kept } = await accounts.changes.undo.call({ id: changeId })
            toast(kept ? t('bulk.undoneKept', { count: undone, kept }) : t('bulk.undone', { count: undone }))
          },
        })
      },
    }),
  )
  const shown = preview.data
  const choose = (next: BulkField) => {
    setField(next)
    setValue('')
    preview.reset()
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      size={600}
      title={t('bulk.title', { count })}
      footer={
        shown ? (
          <>
            <Button variant="default" onClick={() => preview.reset()}>
              {t('bulk.back')}
            </Button>
            <Button
              loading={apply.isPending}
              disabled={shown.changed === 0}
              onClick={() => change && apply.mutate({ selection, change })}
            >
              {t('bulk.apply', { count: shown.changed })}
            </Button>
          </>
        ) : (
          <>
            <Button variant="default" onClick={onClose}>
              {frame('cancel')}
            </Button>
            <Button
              loading={preview.isPending}
              disabled={!change}
              onClick={() => change && preview.mutate({ selection, change })}
            >
              {t('bulk.preview')}
            </Button>
          </>
        )
      }
    >
      {preview.error || apply.error ? <ErrorState error={apply.error ?? preview.error} /> : null}
      {shown ? (
        <Preview shown={shown} people={people} />
      ) : (
        <div style={{ display: 'grid', gap: 14 }}>
          <NativeSelect
            label={t('bulk.field')}
            data={bulkFields.map((name) => ({ value: name, label: t(`bulk.fields.${name}`) }))}
            value={field}
            onChange={(event) => choose(event.currentTarget.value as BulkField)}
          />
          {field === 'archived' ? (
            <p>{archived ? t('bulk.restore') : t('bulk.archive')}</p>
          ) : choices ? (
            <NativeSelect
              label={t('bulk.value')}
              data={[{ value: '', label: t('bulk.empty') }, ...choices]}
              value={value}
              onChange={(event) => setValue(event.currentTarget.value)}
            />
          ) : (
            <TextInput
              label={t('bulk.value')}
              description={field === 'addTags' || field === 'removeTags' ? t('bulk.tagsHelp') : undefined}
              value={value}
              onChange={(event) => setValue(event.currentTarget.value)}
            />
          )}
        </div>
      )}
    </Dialog>
  )
}

type PreviewAnswer = Awaited<ReturnType<typeof accounts.changes.preview.call>>

function Preview({ shown, people }: { shown: PreviewAnswer; people: readonly { id: string; name: string }[] }) {
  const { t } = useTranslation('list')
  const text = (value: unknown): string => {
    if (value === null || value === undefined || value === '') return missing
    if (Array.isArray(value)) return value.length === 0 ? missing : value.map(text).join('、')
    if (typeof value === 'object') return Object.values(value).map(text).join('、')
    const plain = value as string | number | boolean
    return people.find((one) => one.id === plain)?.name ?? String(plain)
  }
  return (
    <>
      <p>{shown.changed === 0 ? t('bulk.nothing') : t('bulk.previewed', shown)}</p>
      {shown.sample.length > 0 ? (
        <table className={styles.sample}>
          <caption className="visually-hidden">{t('bulk.sample')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('title')}</th>
              <th scope="col">{t('bulk.before')}</th>
              <th scope="col">{t('bulk.after')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.sample.map((one) => (
              <tr key={one.id}>
                <td>{one.name}</td>
                <td>
                  <del>{one.changes.map((each) => text(each.before)).join('、')}</del>
                </td>
                <td>{one.changes.map((each) => text(each.after)).join('、')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {shown.accounts > shown.sample.length && shown.sample.length > 0 ? (
        <p className="quiet small">{t('more', { count: shown.changed - shown.sample.length })}</p>
      ) : null}
    </>
  )
}
