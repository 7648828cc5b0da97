import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSession } from '#web/session.ts'
import { peopleQuery } from './apis.ts'

/** Who can own a CTA, oneself first, as choices of a field. */
export function useOwners(): { value: string; label: string }[] {
  const { t } = useTranslation('cockpit')
  const { personId, name } = useSession()
  const people = useQuery(peopleQuery)
  const others = (people.data?.people ?? []).filter((one) => one.id !== personId && one.state === 'active')
  return [
    { value: personId, label: t('delegate.me', { name }) },
    ...others.map((one) => ({ value: one.id, label: one.name })),
  ]
}
