import { Button, NumberInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Retained } from '#capabilities/access/contract/retention.ts'
import { retentionDays } from '#capabilities/access/core/retention.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { privacy } from '../api.ts'

/** Sets for how long a kind is kept; what that would take away today stands there before it is set. */
export function RuleDialog({
  rule: { kind, days: present },
  onClose,
  onChange,
}: {
  rule: Retained['rules'][number]
  onClose: () => void
  onChange: (retained: Retained) => void
}) {
  const { t } = useTranslation(['privacy', 'web'])
  const format = useFormat()
  const [days, setDays] = useState<number | null>(present)
  const isSound = days === null || (days >= retentionDays.least && days <= retentionDays.most)
  const { data } = useQuery({
    ...privacy.retention.preview.queryOptions({ input: { kind, days: days ?? retentionDays.most } }),
    enabled: days !== null && isSound,
  })
  const set = useMutation(
    privacy.retention.set.mutationOptions({
      onSuccess: (retained) => {
        onChange(retained)
        toast(t('retention.saved'))
        onClose()
      },
      onError: (problem) => toast(errorText(problem), { tone: 'risk' }),
    }),
  )
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('retention.dialog', { name: t(`retention.kinds.${kind}.name`) })}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {t('web:cancel')}
          </Button>
          <Button
            {...(days === null ? {} : { color: 'red' })}
            // What would be taken away was shown before.
            disabled={!isSound || days === present || (days !== null && !data)}
            loading={set.isPending}
            onClick={() => set.mutate({ kind, days })}
          >
            {t('retention.save')}
          </Button>
        </>
      }
    >
      <p>{t(`retention.kinds.${kind}.text`)}</p>
      <NumberInput
        label={t('retention.daysLabel')}
        description={t('retention.daysHelp', retentionDays)}
        allowDecimal={false}
        allowNegative={false}
        value={days ?? ''}
        onChange={(value) => setDays(value === '' ? null : Number(value))}
        data-autofocus
      />
      {days !== null && isSound && data ? (
        <p role="status">
          {t('retention.preview', { count: data.touched, shown: format.number(data.touched) })}{' '}
          {data.held > 0 ? t('retention.held', { count: data.held, shown: format.number(data.held) }) : null}
        </p>
      ) : null}
      {days === null ? null : <p className="quiet small">{t('retention.final')}</p>}
    </Dialog>
  )
}
