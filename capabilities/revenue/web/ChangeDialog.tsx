import type { ReactNode } from 'react'
import { Form } from '#web/form/Form.tsx'
import type { Form as FormState } from '#web/form/useForm.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import type { Change } from './apis.ts'
import { EffectView } from './EffectView.tsx'

/** A dialog that changes contracts, with what the change would do to MRR below its fields. */
export function ChangeDialog<Values extends Record<string, unknown>>({
  title,
  lead,
  send,
  form,
  change,
  onClose,
  children,
}: {
  title: string
  lead?: string | undefined
  /** The verb on the button. */
  send: string
  form: FormState<Values>
  /** What is typed, as a change; null: not yet. */
  change: Change | null
  onClose: () => void
  children: ReactNode
}) {
  return (
    <Dialog opened onClose={onClose} title={title} size={640}>
      {lead ? <p className="soft">{lead}</p> : null}
      <Form form={form} send={send} onCancel={onClose}>
        {children}
        <EffectView change={change} still={form.busy} />
      </Form>
    </Dialog>
  )
}
