import { Checkbox, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { checks } from '#capabilities/renewals/core/words.ts'
import { useMay } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import type { RenewalPage } from './apis.ts'
import { useRenewalMoves } from './useRenewalMoves.ts'

/** What is done before a customer is asked to renew. */
export function Checklist({ renewal }: { renewal: RenewalPage }) {
  const { t } = useTranslation('renewals')
  const { update } = useRenewalMoves(renewal)
  const mayWrite = useMay('accounts.write')
  const done = new Set(renewal.checklist)
  return (
    <Section
      title={t('checklist.title')}
      note={t('checklist.done', { done: checks.filter((one) => done.has(one)).length, all: checks.length })}
    >
      <Stack gap={8}>
        {checks.map((check) => (
          <Checkbox
            key={check}
            label={t(`checklist.items.${check}`)}
            checked={done.has(check)}
            disabled={!mayWrite || renewal.status !== 'open'}
            onChange={(event) => {
              const isDone = event.currentTarget.checked
              void update({ checklist: checks.filter((one) => (one === check ? isDone : done.has(one))) })
            }}
          />
        ))}
      </Stack>
    </Section>
  )
}
