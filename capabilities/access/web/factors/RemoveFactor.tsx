import { useTranslation } from 'react-i18next'
import type { Factor, Person } from '#capabilities/access/contract.ts'
import { AskFirst } from '../AskFirst.tsx'
import { access } from '../access.ts'

/** Asks before a factor is taken away; it cannot come back by itself. */
export function RemoveFactor({
  factor: { id, name },
  isLast,
  onClose,
}: {
  factor: Factor
  isLast: boolean
  onClose: () => void
}) {
  const { t } = useTranslation('access')
  return (
    <AskFirst
      title={t('factors.removeTitle', { name })}
      confirm={t('factors.remove')}
      does={() => access.factors.remove.call({ id })}
      told={() => t('factors.removed', { name })}
      onClose={onClose}
    >
      {isLast ? t('factors.removeLast') : t('factors.removeText')}
    </AskFirst>
  )
}

/** Asks before an administrator takes all factors of somebody away who lost them. */
export function ResetFactors({ person: { id, name }, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation('access')
  return (
    <AskFirst
      title={t('factors.resetTitle', { name })}
      confirm={t('factors.resetSend')}
      does={() => access.people.resetFactors.call({ id })}
      told={({ removed }) => t('factors.resetDone', { count: removed })}
      onClose={onClose}
    >
      {t('factors.resetText')}
    </AskFirst>
  )
}
