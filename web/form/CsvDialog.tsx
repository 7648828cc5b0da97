import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { download } from '../proof.ts'
import { useFormat } from '../session.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { ChoiceField } from './fields.tsx'
import { Form } from './Form.tsx'
import { useForm } from './useForm.ts'

/** Writes what a list shows into a CSV file: `children` say what goes in, `asked` is the query of the download at `path`. */
export function CsvDialog({
  path,
  asked,
  title,
  onClose,
  children,
}: {
  path: string
  asked: Record<string, string>
  title: string
  onClose: () => void
  children: ReactNode
}) {
  const { t } = useTranslation()
  const { language } = useFormat()
  const form = useForm({
    initial: { encoding: 'utf-8' },
    send: async ({ encoding }) => {
      await download(`${path}?${new URLSearchParams({ ...asked, encoding, locale: language })}`)
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={title}>
      <p>{children}</p>
      <Form form={form} send={t('csv.send')} onCancel={onClose}>
        <ChoiceField
          form={form}
          name="encoding"
          label={t('csv.encoding')}
          choices={[
            { value: 'utf-8', label: t('csv.utf8') },
            { value: 'cp932', label: t('csv.cp932') },
          ]}
        />
      </Form>
    </Dialog>
  )
}
