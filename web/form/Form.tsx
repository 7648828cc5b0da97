import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ui/ErrorState.tsx'
import styles from './Form.module.css'
import { type Form as FormState, formProps } from './useForm.ts'

/** Fields one under the other, what the server refused, and the button that sends them. */
export function Form<Values extends Record<string, unknown>>({
  form,
  send,
  onCancel,
  wide = false,
  children,
}: {
  form: FormState<Values>
  /** The verb on the button. */
  send: string
  onCancel?: () => void
  /** The button is as wide as the form (sign-in). */
  wide?: boolean
  children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <form {...formProps(form)} className={styles.form} aria-busy={form.busy}>
      {form.failure ? <ErrorState error={form.failure} /> : null}
      {children}
      <div className={styles.buttons}>
        {onCancel ? (
          <Button variant="default" onClick={onCancel}>
            {t('cancel')}
          </Button>
        ) : null}
        <Button type="submit" loading={form.busy} fullWidth={wide}>
          {send}
        </Button>
      </div>
    </form>
  )
}

/** Fields beside each other where there is room. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className={styles.fieldRow}>{children}</div>
}
