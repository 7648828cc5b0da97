import { useTranslation } from 'react-i18next'
import type { Person } from '#capabilities/access/contract.ts'
import { AskFirst } from './AskFirst.tsx'
import { access } from './access.ts'

/** Asks before an administrator ends all sessions of somebody, who stays active. */
export function EndSessions({ person: { id, name }, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation('access')
  return (
    <AskFirst
      title={t('people.endSessionsTitle', { name })}
      confirm={t('people.endSessions')}
      does={() => access.people.endSessions.call({ id })}
      told={({ ended }) => t('people.endedSessions', { name, count: ended })}
      onClose={onClose}
    >
      {t('people.endSessionsText')}
    </AskFirst>
  )
}
