import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChoiceField, TextField } from '#web/form/fields.tsx'
import { Form } from '#web/form/Form.tsx'
import { useForm } from '#web/form/useForm.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { billing } from './apis.ts'
import styles from './billing.module.css'
import { Copied } from './Copied.tsx'

type Kind = 'chartmogul' | 'stripe'
type Props = { opened: boolean; onConnect: (id: string) => void; onClose: () => void }

/** Makes a billing source: shows an API key this once, or goes on to connect Stripe. */
export function NewSourceDialog({ opened, onConnect, onClose }: Props) {
  const { t } = useTranslation('billing')
  const [key, setKey] = useState<string | null>(null)
  const close = () => {
    setKey(null)
    onClose()
  }
  const made = (id: string, fresh: string | null) => {
    setKey(fresh)
    if (fresh !== null) return
    close()
    onConnect(id)
  }
  return (
    <Dialog opened={opened} onClose={close} title={t(key ? 'made.title' : 'form.title')}>
      {key ? <MadeKey value={key} onClose={close} /> : <SourceForm onMade={made} onCancel={close} />}
    </Dialog>
  )
}

const sourceForm = /^[\p{L}\p{N}_.-]{1,40}$/u

type FormProps = { onMade: (id: string, key: string | null) => void; onCancel: () => void }

function SourceForm({ onMade, onCancel }: FormProps) {
  const { t } = useTranslation('billing')
  const queries = useQueryClient()
  const form = useForm({
    initial: { kind: 'chartmogul', name: '', accountsSource: 'billing' },
    check: ({ name, accountsSource }) => ({
      name: name.trim() === '' ? t('form.nameNeeded') : undefined,
      accountsSource: sourceForm.test(accountsSource.trim()) ? undefined : t('form.sourceForm'),
    }),
    send: async ({ kind, name, accountsSource }) => {
      const given = { kind: kind as Kind, name: name.trim(), accountsSource: accountsSource.trim() }
      const { source, key } = await billing.create.call(given)
      await queries.invalidateQueries({ queryKey: billing.key() })
      onMade(source.id, key)
    },
  })
  const kind = form.values.kind as Kind
  const choices = (['chartmogul', 'stripe'] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))
  return (
    <Form form={form} send={t('form.send')} onCancel={onCancel}>
      <ChoiceField form={form} name="kind" label={t('form.kind')} help={t(`kindHelp.${kind}`)} choices={choices} />
      <TextField form={form} name="name" label={t('form.name')} help={t('form.nameHelp')} required autoFocus />
      <TextField form={form} name="accountsSource" label={t('form.source')} help={t('form.sourceHelp')} />
    </Form>
  )
}

const sample = (address: string, key: string) => `const ChartMogul = require('chartmogul-node')

const config = new ChartMogul.Config('${key}', '${address}')
const { data } = await ChartMogul.Ping.ping(config)`

function MadeKey({ value, onClose }: { value: string; onClose: () => void }) {
  const { t } = useTranslation('billing')
  return (
    <>
      <p>{t('made.text')}</p>
      <Copied label={t('made.key')} value={value} />
      <Copied label={t('address')} value={window.location.origin} />
      <div className="small">{t('made.code')}</div>
      <pre className={styles.code} tabIndex={0}>
        {sample(window.location.origin, value)}
      </pre>
      <Button onClick={onClose}>{t('made.done')}</Button>
    </>
  )
}
