import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { TextAreaField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { health } from './apis.ts'
import styles from './health.module.css'

/** How many judgements are shown. */
const shown = 5
const values = [1, 2, 3, 4, 5] as const

/** What our own people feel about an account, and a word of one's own. */
export function Pulse({ accountId }: { accountId: string }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  const mayAdd = useMay('accounts.write')
  const [adding, setAdding] = useState(false)
  const pulses = useQuery(health.pulses.list.queryOptions({ input: { id: accountId } }))
  return (
    <Section
      title={t('pulse.title')}
      actions={
        mayAdd ? (
          <Button size="xs" variant="default" onClick={() => setAdding(true)}>
            {t('pulse.add')}
          </Button>
        ) : null
      }
    >
      {pulses.error ? <ErrorState error={pulses.error} onRetry={() => void pulses.refetch()} /> : null}
      {pulses.isPending ? <BoneLines widths={[80, 60]} height={32} /> : null}
      {pulses.data?.pulses.length === 0 ? <EmptyState compact>{t('pulse.none')}</EmptyState> : null}
      {pulses.data?.pulses.slice(0, shown).map((pulse) => (
        <Row key={pulse.id} end={<time title={format.stamp(pulse.at)}>{format.ago(pulse.at)}</time>}>
          <b className="num">{t('pulse.outOf', { value: pulse.value })}</b> {pulse.note}
          <div className="quiet small">{pulse.person.name}</div>
        </Row>
      ))}
      {adding ? <PulseDialog accountId={accountId} onClose={() => setAdding(false)} /> : null}
    </Section>
  )
}

function PulseDialog({ accountId, onClose }: { accountId: string; onClose: () => void }) {
  const { t } = useTranslation('health')
  const queries = useQueryClient()
  const again = () => void queries.invalidateQueries({ queryKey: health.key() })
  const form = useForm({
    initial: { value: 3, note: '' },
    send: async ({ value, note }) => {
      const pulse = await health.pulses.add.call({
        id: accountId,
        value,
        ...(note.trim() ? { note: note.trim() } : {}),
      })
      onClose()
      again()
      const undo = () =>
        health.pulses.remove
          .call({ id: accountId, pulseId: pulse.id })
          .then(again, (error: unknown) => toast(errorText(error), { tone: 'risk' }))
      toast(t('pulse.added'), { undo })
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('pulse.add')}>
      <Form form={form} send={t('pulse.add')} onCancel={onClose}>
        <div>
          <div id="pulse-value" className="small">
            {t('pulse.value')}
          </div>
          <div className={styles.picks} role="radiogroup" aria-labelledby="pulse-value">
            {values.map((value) => (
              <button
                key={value}
                type="button"
                role="radio"
                aria-checked={form.values.value === value}
                aria-label={t(`pulse.values.v${value}`)}
                onClick={() => form.set('value', value)}
              >
                {value}
              </button>
            ))}
          </div>
          <p className="quiet small">{t(`pulse.values.v${form.values.value as 1}`)}</p>
        </div>
        <TextAreaField form={form} name="note" label={t('pulse.note')} />
        <p className="quiet small">{t('pulse.help')}</p>
      </Form>
    </Dialog>
  )
}
