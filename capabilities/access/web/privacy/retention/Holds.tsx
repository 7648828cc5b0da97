import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Retained } from '#capabilities/access/contract/retention.ts'
import { AccountField } from '#web/form/AccountField.tsx'
import { TextAreaField } from '#web/form/fields.tsx'
import { Form } from '#web/form/Form.tsx'
import { useForm } from '#web/form/useForm.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { privacy } from '../api.ts'
import type { FindAccount } from './findAccount.ts'

type Changing = { onChange: (retained: Retained) => void }

/** Customers of whom nothing is taken away, and why. */
export function Holds({
  holds,
  findAccount,
  onChange,
}: Changing & { holds: Retained['holds']; findAccount: FindAccount }) {
  const { t } = useTranslation('privacy')
  const format = useFormat()
  const [making, setMaking] = useState(false)
  const release = useMutation(
    privacy.retention.release.mutationOptions({
      onSuccess: (retained) => {
        onChange(retained)
        toast(t('retention.released'))
      },
      onError: (problem) => toast(errorText(problem), { tone: 'risk' }),
    }),
  )
  return (
    <Section
      title={t('retention.holds')}
      note={t('retention.holdsNote')}
      actions={
        <Button size="xs" variant="default" onClick={() => setMaking(true)}>
          {t('retention.hold')}
        </Button>
      }
    >
      {holds.length === 0 ? <p className="quiet small">{t('retention.noHolds')}</p> : null}
      {holds.map(({ id, account, reason, by, heldAt }) => (
        <Row
          key={id}
          end={
            <Button size="compact-xs" variant="default" onClick={() => release.mutate({ id })}>
              {t('retention.release')}
            </Button>
          }
        >
          {account.name} <span className="quiet small">{reason}</span>
          <div className="quiet small">{t('retention.heldBy', { name: by ?? '', when: format.stamp(heldAt) })}</div>
        </Row>
      ))}
      {making ? <HoldDialog findAccount={findAccount} onClose={() => setMaking(false)} onChange={onChange} /> : null}
    </Section>
  )
}

function HoldDialog({ findAccount, onClose, onChange }: Changing & { findAccount: FindAccount; onClose: () => void }) {
  const { t } = useTranslation('privacy')
  const form = useForm({
    initial: { accountId: '', reason: '' },
    check: ({ accountId, reason }) => ({
      accountId: accountId ? undefined : t('retention.needed'),
      reason: reason.trim() ? undefined : t('retention.needed'),
    }),
    send: async (values) => {
      onChange(await privacy.retention.hold.call(values))
      toast(t('retention.holdDone'))
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('retention.holdDialog')}>
      <Form form={form} send={t('retention.holdSave')} onCancel={onClose}>
        <AccountField form={form} find={findAccount} />
        <TextAreaField form={form} name="reason" label={t('retention.reason')} required />
      </Form>
    </Dialog>
  )
}
